import { type Protocol, parse } from '@minebench/core';
import { z } from 'zod';

const positive = z.int('give a positive integer').min(1, 'give a positive integer');
const atLeastTwo = z.int('give an integer of at least 2').min(2, 'give an integer of at least 2');

const schema = z.strictObject(
  {
    version: z.literal(1, 'give 1, the only version').default(1),
    steps: positive.default(5000),
    selectEvery: positive.default(250),
    patience: positive.default(8),
    selectionSize: atLeastTwo.default(5000),
    evaluationSize: atLeastTwo.default(100_000),
    selectionReferences: atLeastTwo.default(5000),
    evaluationReferences: atLeastTwo.default(100_000),
    evaluationMode: z.enum(['fresh', 'replace'], 'give fresh or replace').default('fresh'),
  },
  'give an object, as in { steps: 1000 }',
);

/**
 * A protocol with every number filled in: 5000 steps with a look every 250 and patience for 8 of them, selection on 5000 pairs, one evaluation on
 * 10^5 pairs and as many independent reference pairs.
 * @throws InputError with the path of the first wrong field
 */
export const completeProtocol = (value: unknown, path: string): Protocol => parse(schema, value, path);
