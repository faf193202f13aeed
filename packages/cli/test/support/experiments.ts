/** What a cell of the `chain` procedure does. */
export interface ChainSweep {
  readonly seeds: number;
  readonly rounds?: number;
  /** Seeds whose cell throws. */
  readonly throwing?: readonly number[];
}

/**
 * The text of an experiment file with a procedure of its own: a chain of `rounds` SHA-256 hashes from the seed, so that a cell costs as much as a test
 * wants and its result is known.
 * @param also - further sweeps, written as JavaScript
 */
export const chainExperiment = (sweep: ChainSweep, also = ''): string => `
import { createHash } from 'node:crypto';
import type { Procedure } from '@minebench/core';
import { defineExperiment } from '@minebench/runner';

const chain: Procedure = {
  id: 'chain',
  expand: ({ seeds, rounds = 10, throwing = [] }: any) =>
    Array.from({ length: seeds }, (_, dataSeed) => ({
      procedure: 'chain', params: { rounds, throws: throwing.includes(dataSeed) }, dataSeed, initSeed: 0, engine: 'host', protocol: {}, files: [],
    })),
  async run({ params, dataSeed }, { onProgress }) {
    if (params.throws) throw new Error('seed ' + dataSeed + ' does not please');
    let hash = String(dataSeed);
    for (let round = 0; round < Number(params.rounds); round++) {
      hash = createHash('sha256').update(hash).digest('hex');
      if (round % 500 === 499) onProgress?.(round / Number(params.rounds));
    }
    return { status: 'completed', hash };
  },
};

export default defineExperiment({
  id: 'chain', title: 'Chain', question: 'Does it run?', sweep: [{ procedure: chain, ...${JSON.stringify(sweep)} }, ${also}],
});
`;

/** The text of an experiment file with a sweep of estimates, written as JavaScript. */
export const estimateExperiment = (sweep: string): string => `
import { defineExperiment } from '@minebench/runner';
export default defineExperiment({ id: 'estimates', title: 'Estimates', question: 'How much?', sweep: ${sweep} });
`;
