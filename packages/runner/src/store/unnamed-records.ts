import { rmSync, statSync } from 'node:fs';
import { type Experiment, InputError } from '@minebench/core';
import { atSize, experimentSizes } from '../experiment/at-size.ts';
import { planExperiment } from '../experiment/plan.ts';
import { questionName } from './cell-name.ts';
import { removeCheckpoint } from './checkpoint-file.ts';
import type { RecordStore } from './record-store.ts';
import { requireNoRun } from './require-no-run.ts';

/** A record that no experiment names. */
export interface UnnamedRecord {
  readonly name: string;
  readonly procedure: string;
  readonly engine: string;
  readonly bytes: number;
  /** An experiment names the same cell, made by the sources as they are now. */
  readonly stale: boolean;
}

/** An experiment and the file that defines it. */
export interface NamingExperiment {
  readonly experiment: Experiment;
  readonly url: string;
}

/**
 * Records of a store that none of the experiments names at any size, on its own engines or on any other that occurs in the store. What cannot be read is not among them: it is
 * nobody's to remove.
 */
export async function findUnnamedRecords(
  store: RecordStore,
  experiments: readonly NamingExperiment[],
): Promise<UnnamedRecord[]> {
  const named = new Set<string>();
  const questions = new Set<string>();
  const name = async (engine?: string): Promise<void> => {
    for (const { experiment, url } of experiments)
      for (const size of experimentSizes)
        for (const cell of await planExperiment(atSize(experiment, size), { experimentUrl: url, engine })) {
          named.add(cell.name);
          questions.add(questionName(cell.cell));
        }
  };
  await name();
  const strange = store.names().filter((candidate) => !named.has(candidate));
  const cells = new Map(
    strange.flatMap((candidate) => {
      const found = store.read(candidate);
      return found.kind === 'record' ? [[candidate, found.record.cell] as const] : [];
    }),
  );
  // `run --engine` took the place of the experiment's own.
  for (const engine of new Set([...cells.values()].map((cell) => cell.engine))) {
    await name(engine).catch((error: unknown) => {
      // An engine that is no longer known names no cell.
      if (!(error instanceof InputError)) throw error;
    });
  }
  return [...cells]
    .filter(([candidate]) => !named.has(candidate))
    .map(([candidate, cell]) => ({
      name: candidate,
      procedure: cell.procedure,
      engine: cell.engine,
      bytes: statSync(store.pathOf(candidate), { throwIfNoEntry: false })?.size ?? 0,
      stale: questions.has(questionName(cell)),
    }));
}

/**
 * Removes records for good, and their checkpoints.
 * @throws InputError where a run is at work on the store, whose records may be of an experiment that was not named, or the folder takes no change
 */
export function removeRecords(store: RecordStore, names: readonly string[]): void {
  requireNoRun(store);
  for (const name of names) {
    const found = store.read(name);
    if (found.kind !== 'record') continue;
    try {
      rmSync(store.pathOf(name), { force: true });
    } catch (error) {
      throw store.unusable('written', error);
    }
    removeCheckpoint(store, name);
  }
}
