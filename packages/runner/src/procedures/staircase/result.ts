import { type CellResult, firstFlaw } from '@minebench/core';
import { z } from 'zod';
import { recorded } from '../facts-of-task.ts';

const level = z.looseObject({
  truth: z.looseObject({ nats: recorded }),
  largest: recorded.optional(),
  smallest: recorded.optional(),
  plateau: z.looseObject({ mean: recorded, standardError: recorded, standardDeviation: recorded }).optional(),
  optimum: z.looseObject({ nats: recorded, standardError: recorded }).optional(),
  cap: z.looseObject({ nats: recorded, standardError: recorded }).optional(),
});

const values = z.array(recorded);
const training = {
  levels: z.array(level),
  curve: z.looseObject({ step: z.array(z.number()), mean: values, low: values, high: values }),
};

const resultSchema = z.discriminatedUnion('status', [
  z.looseObject({ status: z.literal('completed'), ...training }),
  z.looseObject({ status: z.literal('diverged'), reason: z.string(), step: z.number(), ...training }),
  z.looseObject({ status: z.literal('failed'), reason: z.string() }),
]);

/** What is missing of a result, or not as `runStaircase` gives it. */
export const flawOfStaircase = (result: CellResult): string | undefined => firstFlaw(resultSchema, result);
