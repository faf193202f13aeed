import { type CellResult, firstFlaw } from '@minebench/core';
import { z } from 'zod';

/** A number as records hold it: null where it was not finite. */
const recorded = z.number().nullable();
const list = z.array(recorded);

const history = {
  modesOfData: z.number(),
  centers: list,
  final: z.looseObject({ modes: z.number(), highQuality: recorded, reverseKl: recorded, information: recorded }),
  looks: z.looseObject({
    step: z.array(z.number()),
    modes: list,
    highQuality: list,
    reverseKl: list,
    information: list,
  }),
  curve: z.looseObject({ step: z.array(z.number()), information: list, clip: list }),
  panels: z.array(z.looseObject({ step: z.number(), points: list })),
};

const resultSchema = z.discriminatedUnion('status', [
  z.looseObject({ status: z.literal('completed'), ...history }),
  z.looseObject({ status: z.literal('diverged'), reason: z.string(), step: z.number(), ...history }),
  z.looseObject({ status: z.literal('failed'), reason: z.string() }),
]);

/** What is missing of a result, or not as `runGan` gives it. */
export const flawOfGan = (result: CellResult): string | undefined => firstFlaw(resultSchema, result);
