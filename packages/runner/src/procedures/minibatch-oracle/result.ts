import { type CellResult, firstFlaw } from '@minebench/core';
import { z } from 'zod';
import { recorded, taskFacts } from '../facts-of-task.ts';

const summary = z.looseObject({
  mean: recorded,
  standardError: recorded,
  variance: recorded,
  varianceStandardError: recorded,
  smallest: recorded,
  largest: recorded,
});

const resultSchema = z.discriminatedUnion('status', [
  z.looseObject({
    status: z.literal('completed'),
    ...taskFacts,
    values: z.looseObject({ dv: summary, nwj: summary, infonce: summary }),
  }),
  z.looseObject({ status: z.literal('failed'), reason: z.string() }),
]);

/** What is missing of a result, or not as `runMinibatchOracle` gives it. */
export const flawOfMinibatchOracle = (result: CellResult): string | undefined => firstFlaw(resultSchema, result);
