import { type CellResult, type Estimate, firstFlaw } from '@minebench/core';
import { z } from 'zod';
import { recorded, taskFacts } from '../facts-of-task.ts';

const reading = {
  nats: recorded,
  standardError: recorded,
  standardErrorMethod: z.string(),
  reliable: z.boolean(),
};

const history = {
  minibatch: z
    .looseObject({ step: z.array(z.number()), mean: z.array(recorded), standardDeviation: z.array(recorded) })
    .optional(),
  selection: z
    .looseObject({
      step: z.array(z.number()),
      nats: z.array(recorded),
      criterion: z.array(recorded).optional(),
      constant: z.array(recorded).optional(),
      bestStep: z.number(),
    })
    .optional(),
};

const permutationTest = z.looseObject({
  permutations: z.number(),
  pValue: z.number(),
  rows: z.number(),
  observed: recorded,
  nullMean: recorded,
  nullStandardDeviation: recorded,
});

const resultSchema = z.discriminatedUnion('status', [
  z.looseObject({
    status: z.literal('completed'),
    ...taskFacts,
    evaluation: z.looseObject({ ...reading, nats: z.number() }),
    readouts: z.record(z.string(), z.looseObject(reading)).optional(),
    optimalCritic: z.looseObject(reading).optional(),
    flopPerStep: z.number().optional(),
    permutationTest: permutationTest.optional(),
    ...history,
  }),
  z.looseObject({ status: z.literal('diverged'), ...taskFacts, reason: z.string(), step: z.number(), ...history }),
  // One whose worker died knows no more than why.
  z.looseObject({ status: z.literal('failed'), reason: z.string() }),
]);

/** What is missing of a result, or not as `runEstimate` gives it. */
export const flawOfEstimate = (result: CellResult): string | undefined => firstFlaw(resultSchema, result);

/** A value that is not finite is no estimate, whatever the estimator calls it. */
export function requireFinite(estimate: Estimate): Estimate {
  if (estimate.status !== 'completed' || Number.isFinite(estimate.evaluation.nats)) return estimate;
  const { evaluation, stepsRun, minibatch, selection } = estimate;
  return {
    status: 'diverged',
    reason: `the evaluation estimate is ${evaluation.nats}, not a finite number`,
    step: stepsRun ?? 0,
    ...(minibatch ? { minibatch } : {}),
    ...(selection ? { selection } : {}),
  };
}
