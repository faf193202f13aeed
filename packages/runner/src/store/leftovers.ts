import { type Dirent, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { chunkedCells, SLURM_FOLDER } from '../executors/slurm/chunk.ts';
import { codeOf } from './durable-file.ts';
import type { RecordStore } from './record-store.ts';
import { requireNoRun } from './require-no-run.ts';

/** A file or folder of a store that nobody reads any more. */
export interface Leftover {
  /** Relative to the store. */
  readonly path: string;
  readonly kind: 'half-written file' | 'chunks and logs of a Slurm job';
  readonly bytes: number;
}

/** Younger ones may still be written, by a host that shows no sign yet. */
const OLD_MS = 3_600_000;

/**
 * What kills and finished Slurm jobs have left in a store: temporary files an hour old, and the folders of job arrays all of whose cells have a record. A job that has a cell
 * without one may still wait in Slurm's queue.
 */
export function findLeftovers(store: RecordStore): Leftover[] {
  const root = store.directory;
  const below = entries(root).filter((entry) => entry.isDirectory() && entry.name !== SLURM_FOLDER);
  const folders = [root, ...below.map(({ name }) => join(root, name))];
  const temporary = folders.flatMap((folder) =>
    entries(folder)
      .filter((entry) => entry.isFile() && entry.name.endsWith('.tmp'))
      .map(({ name }) => join(folder, name))
      .filter((path) => Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > OLD_MS)
      .map((path): Leftover => ({ path: relative(root, path), kind: 'half-written file', bytes: sizeOf(path) })),
  );
  return [...temporary, ...finishedJobs(store)];
}

function finishedJobs(store: RecordStore): Leftover[] {
  const slurm = join(store.directory, SLURM_FOLDER);
  const jobs = entries(slurm).filter((entry) => entry.isDirectory());
  const isFinished = ({ name }: Dirent) =>
    chunkedCells(join(slurm, name)).every((cell) => existsSync(store.pathOf(cell)));
  return jobs.filter(isFinished).map(({ name }) => ({
    path: join(SLURM_FOLDER, name),
    kind: 'chunks and logs of a Slurm job',
    bytes: entries(join(slurm, name)).reduce((sum, file) => sum + sizeOf(join(slurm, name, file.name)), 0),
  }));
}

/**
 * Removes them for good.
 * @throws InputError where a run is at work on the store, or the folder takes no change
 */
export function removeLeftovers(store: RecordStore, leftovers: readonly Leftover[]): void {
  requireNoRun(store);
  try {
    for (const { path } of leftovers) rmSync(join(store.directory, path), { recursive: true, force: true });
  } catch (error) {
    throw store.unusable('written', error);
  }
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

function entries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}
