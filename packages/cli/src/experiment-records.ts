import { type CellRecord, InputError } from '@minebench/core';
import { plannedNames, RecordStore } from '@minebench/runner';
import { openExperiment, storeOf } from './experiment-file.ts';
import { say } from './output.ts';

export interface RecordsFlags {
  readonly store?: string;
  readonly size?: string;
  readonly engine?: string;
}

/**
 * The records of an experiment's cells, read one at a time, so that memory does not grow with their number. What cannot be used is told of by name.
 * @throws InputError, once they are read, where there is none
 */
export async function* openRecords(file: string, flags: RecordsFlags): AsyncGenerator<CellRecord> {
  const { names, store } = await plannedRecords(file, flags);
  let found = 0;
  for (const name of names) {
    const record = store.read(name);
    if (record.kind === 'missing') continue;
    if (record.kind !== 'record') {
      say(`record ${store.pathOf(name)} cannot be used: ${record.reason}`);
      continue;
    }
    found++;
    yield record.record;
  }
  if (found === 0)
    throw new InputError({
      argument: 'store',
      value: store.directory,
      problem: `has no record of this experiment's ${names.length} cells`,
      remedy: `minebench run ${file}`,
    });
  if (found < names.length) say(`${names.length - found} of ${names.length} cells have no record yet`);
}

/** In the order of their names. */
async function plannedRecords(file: string, flags: RecordsFlags) {
  const { experiment, url } = await openExperiment(file, flags.size);
  const names = await plannedNames(experiment, { experimentUrl: url, engine: flags.engine });
  return { names: [...names].sort(), store: new RecordStore(storeOf(experiment, flags.store)) };
}
