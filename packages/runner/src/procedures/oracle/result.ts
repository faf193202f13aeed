import { type CellResult, firstFlaw } from '@minebench/core';
import { z } from 'zod';
import { recorded, taskFacts } from '../facts-of-task.ts';

const reading = z.looseObject({ nats: recorded, standardError: recorded });

const resultSchema = z.discriminatedUnion('status', [
  z.looseObject({
    status: z.literal('completed'),
    ...taskFacts,
    values: z.looseObject({ dv: reading, nwj: reading, forgottenLog: reading, shiftedLog: reading }),
    identityGap: z.record(z.string(), recorded),
  }),
  z.looseObject({ status: z.literal('failed'), reason: z.string() }),
]);

/** What is missing of a result, or not as `runOracle` gives it. */
export const flawOfOracle = (result: CellResult): string | undefined => firstFlaw(resultSchema, result);
