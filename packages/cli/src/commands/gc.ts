import { resolve } from 'node:path';
import { InputError } from '@minebench/core';
import { findUnnamedRecords, RecordStore, removeRecords, type UnnamedRecord } from '@minebench/runner';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type LoadedExperiment, openExperiment, storeOf } from '../experiment-file.ts';
import { print, printJson, say } from '../output.ts';

export interface GcFlags {
  readonly store?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** `minebench gc FILE...`: lists the records that none of the experiments names, and with `--yes` removes them. */
export async function gc(files: readonly string[], flags: GcFlags): Promise<ExitCode> {
  const experiments: LoadedExperiment[] = [];
  for (const file of files) experiments.push(await openExperiment(file));
  const stores = new Set(experiments.map(({ experiment }) => storeOf(experiment, flags.store)));
  if (stores.size > 1)
    throw new InputError({
      argument: 'FILE',
      value: files.join(' '),
      problem: 'keep their records in different folders',
      remedy: 'name the folder that they share with --store, or one experiment at a time',
    });
  const store = new RecordStore(resolve([...stores][0]));
  const unnamed = await findUnnamedRecords(store, experiments);
  if (flags.json) printJson({ store: store.directory, removed: flags.yes === true, records: unnamed });
  else for (const record of unnamed) print(recordLine(record));
  if (flags.yes) {
    removeRecords(
      store,
      unnamed.map(({ name }) => name),
    );
  }
  say(conclusion(unnamed, store.directory, flags.yes === true));
  return exitCodes.done;
}

const recordLine = ({ name, procedure, engine, bytes, stale }: UnnamedRecord): string =>
  `${name}  ${procedure} on ${engine}, ${bytes} bytes, ${stale ? 'made by older sources' : 'no cell of the experiment'}`;

function conclusion(unnamed: readonly UnnamedRecord[], store: string, removed: boolean): string {
  const count = `${unnamed.length} record${unnamed.length === 1 ? '' : 's'}`;
  if (unnamed.length === 0) return `every record in ${store} is named by its experiment`;
  const bytes = unnamed.reduce((sum, record) => sum + record.bytes, 0);
  return `${count}, ${bytes} bytes, in ${store}${removed ? ' removed' : '; --yes removes them for good'}`;
}
