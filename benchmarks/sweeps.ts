import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CellRecord } from '@minebench/core';
import { loadExperiment, processesExecutor, runExperiment } from '@minebench/runner';
import { type Contender, interleave, type Row } from './measure.ts';

/** Runs an experiment beside this file from an empty store. */
async function runAfresh(file: string, workers: number): Promise<readonly CellRecord[]> {
  const { experiment, experimentUrl } = await loadBeside(file);
  const store = mkdtempSync(join(tmpdir(), 'minebench-'));
  try {
    const summary = await runExperiment(experiment, { experimentUrl, store, executor: processesExecutor({ workers }) });
    if (summary.completed !== summary.cells)
      throw new Error(`${file}: ${summary.cells - summary.completed} cells did not complete`);
    return summary.records;
  } finally {
    rmSync(store, { recursive: true });
  }
}

async function loadBeside(file: string) {
  const experimentUrl = new URL(file, import.meta.url).href;
  return { experiment: await loadExperiment(experimentUrl), experimentUrl };
}

/** Sixteen equal cells with two workers and with one. */
export async function sweepWithWorkers(repeats: number): Promise<Row[]> {
  const contender = (workers: number): Contender => ({
    implementation: workers === 1 ? 'one worker' : `${workers} workers`,
    threads: workers,
    async run() {
      await runAfresh('sixteen-cells.ts', workers);
      return { units: 1 };
    },
  });
  return interleave('sweep of 16 cells', 'd=5 b=128 H=128', [contender(2), contender(1)], repeats);
}

/** Peak memory of one worker after each of eight large cells: flat over cells, or it leaks. */
export async function workerMemory(): Promise<string[]> {
  const records = await runAfresh('large-cell.ts', 1);
  return records
    .map(({ provenance }) => provenance)
    .sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1))
    .map(
      ({ peakMemoryBytes }, k) =>
        `worker memory          n=100000 d=20         after cell ${k + 1}: peak ${(peakMemoryBytes / 2 ** 20).toFixed(0)} MiB`,
    );
}
