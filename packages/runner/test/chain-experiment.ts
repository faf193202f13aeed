import { fileURLToPath } from 'node:url';
import { type CellRecord, canonicalJson, type Experiment } from '@minebench/core';
import { defineExperiment, RecordStore } from '../src/index.ts';
import { type ChainSweep, chain } from './fixtures/chain-procedure.ts';

export type { ChainSweep };

export const fixtureFolder = fileURLToPath(new URL('fixtures', import.meta.url));

/** An experiment of the `chain` procedure. Its sources are the fixture's. */
export const chainExperiment = (sweep: ChainSweep): Experiment =>
  defineExperiment({ id: 'chain', title: 'Chain', question: 'Does it run?', sweep: { procedure: chain, ...sweep } });

/** The text of an experiment file with the `chain` procedure, for processes that load it. */
export const chainFile = (sweep: ChainSweep): string => `
import { defineExperiment } from '@minebench/runner';
import { chain } from ${JSON.stringify(`${fixtureFolder}/chain-procedure.ts`)};
export default defineExperiment({
  id: 'chain', title: 'Chain', question: 'Does it run?',
  sweep: { procedure: chain, ...${JSON.stringify(sweep)} },
});
`;

/** `cell` and `result` of all records of a store, by name: what must be byte-identical however they came to be. */
export function answers(folder: string): Record<string, string> {
  const store = new RecordStore(folder);
  return Object.fromEntries(
    store.names().map((name) => {
      const found = store.read(name);
      if (found.kind !== 'record') throw new Error(`${name}: ${found.kind}`);
      const { cell, result }: CellRecord = found.record;
      return [name, canonicalJson({ cell: { ...cell }, result })];
    }),
  );
}
