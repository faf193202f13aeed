import { resolve } from 'node:path';
import { InputError } from '@minebench/core';
import {
  experimentSizes,
  findLeftovers,
  findUnnamedRecords,
  type Leftover,
  RecordStore,
  removeLeftovers,
  removeRecords,
  type UnnamedRecord,
} from '@minebench/runner';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type LoadedExperiment, openExperiment, storeOf } from '../experiment-file.ts';
import { print, printJson, say } from '../output.ts';
import { plural } from '../plural.ts';

export interface GcFlags {
  readonly store?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** `minebench gc FILE...`: lists the records that none of the experiments names at any size, and what kills and Slurm have left beside them; removes it with `--yes`. */
export async function gc(files: readonly string[], flags: GcFlags): Promise<ExitCode> {
  const experiments: LoadedExperiment[] = [];
  for (const file of files) for (const size of experimentSizes) experiments.push(await openExperiment(file, size));
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
  const leftovers = findLeftovers(store);
  const removed = flags.yes === true;
  if (flags.json) printJson({ store: store.directory, removed, records: unnamed, leftovers });
  else for (const line of [...unnamed.map(recordLine), ...leftovers.map(leftoverLine)]) print(line);
  if (removed) {
    const names = unnamed.map(({ name }) => name);
    removeRecords(store, names);
    removeLeftovers(store, leftovers);
  }
  say(conclusion(unnamed, leftovers, store.directory, removed));
  return exitCodes.done;
}

const recordLine = ({ name, procedure, engine, bytes, stale }: UnnamedRecord): string =>
  `${name}  ${procedure} on ${engine}, ${bytes} bytes, ${stale ? 'made by older sources' : 'no cell of the experiment'}`;

const leftoverLine = ({ path, kind, bytes }: Leftover): string => `${path}  ${kind}, ${bytes} bytes`;

function conclusion(
  unnamed: readonly UnnamedRecord[],
  leftovers: readonly Leftover[],
  store: string,
  removed: boolean,
): string {
  if (unnamed.length + leftovers.length === 0) return `every record in ${store} is named by its experiment`;
  const bytes = [...unnamed, ...leftovers].reduce((sum, found) => sum + found.bytes, 0);
  const counts = [
    ...(unnamed.length > 0 ? [plural(unnamed.length, 'record')] : []),
    ...(leftovers.length > 0 ? [plural(leftovers.length, 'leftover')] : []),
  ];
  return `${counts.join(' and ')}, ${bytes} bytes, in ${store}${removed ? ' removed' : '; --yes removes them for good'}`;
}
