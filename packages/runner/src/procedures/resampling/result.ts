import { type CellResult, firstFlaw } from '@minebench/core';
import { z } from 'zod';
import { taskFacts } from '../facts-of-task.ts';

const meanOfDraws = z.looseObject({ mean: z.number(), standardError: z.number() });
const numbers = z.array(z.number());

const resultSchema = z.discriminatedUnion('status', [
  z.looseObject({
    status: z.literal('completed'),
    ...taskFacts,
    fixedPoints: meanOfDraws,
    distinct: meanOfDraws,
    picture: z
      .looseObject({
        x: numbers,
        y: numbers,
        pairs: numbers,
        density: z.looseObject({ side: z.number(), low: z.number(), high: z.number(), values: numbers }),
        distanceToAllPairs: z.number(),
      })
      .optional(),
  }),
  z.looseObject({ status: z.literal('failed'), reason: z.string() }),
]);

/** What is missing of a result, or not as `runResampling` gives it. */
export const flawOfResampling = (result: CellResult): string | undefined => firstFlaw(resultSchema, result);
