import { type CellResult, firstFlaw } from '@minebench/core';
import { z } from 'zod';

const measured = z.looseObject({ mean: z.number(), standardError: z.number() });

const resultSchema = z.discriminatedUnion('status', [
  z.looseObject({
    status: z.literal('completed'),
    bias: z.looseObject({ controlled: measured, plain: measured }),
  }),
  z.looseObject({ status: z.literal('failed'), reason: z.string() }),
]);

/** What is missing of a result, or not as `runGradientBias` gives it. */
export const flawOfGradientBias = (result: CellResult): string | undefined => firstFlaw(resultSchema, result);
