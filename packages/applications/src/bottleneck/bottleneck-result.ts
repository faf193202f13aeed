import { type CellResult, firstFlaw } from '@minebench/core';
import { z } from 'zod';

/** A number as records hold it: null where it was not finite. */
const recorded = z.number().nullable();
const list = z.array(recorded);

const history = {
  testImages: z.number(),
  looks: z.looseObject({ epoch: z.array(z.number()), errors: z.array(z.number()), labelInformation: list }),
  curve: z.looseObject({ crossEntropy: list, penalty: list, information: list }),
  /** Indices of the test images that the classifier gets wrong after the last epoch. */
  wrong: z.array(z.number()),
};

const resultSchema = z.discriminatedUnion('status', [
  z.looseObject({ status: z.literal('completed'), ...history }),
  z.looseObject({ status: z.literal('diverged'), reason: z.string(), step: z.number(), ...history }),
  z.looseObject({ status: z.literal('failed'), reason: z.string() }),
]);

/** What is missing of a result, or not as `runBottleneck` gives it. */
export const flawOfBottleneck = (result: CellResult): string | undefined => firstFlaw(resultSchema, result);
