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

/** Equal cells with one worker and with more. */
export async function sweepWithWorkers(
  file: string,
  name: string,
  workers: readonly number[],
  repeats: number,
): Promise<Row[]> {
  const contenders = workers.map(
    (count): Contender => ({
      implementation: count === 1 ? 'one worker' : `${count} workers`,
      threads: count,
      async run() {
        const start = performance.now();
        await runAfresh(file, count);
        // CPU time is the workers', which this process does not see.
        const seconds = (performance.now() - start) / 1000;
        return { units: 1, seconds, cpuSeconds: Number.NaN };
      },
    }),
  );
  const rows = await interleave(name, 'd=5 b=128 H=128', contenders, { repeats, warmUps: 0 });
  return rows.map((row) => ({ ...row, processors: null }));
}

/** Peak memory of one worker after each of eight large cells: flat over cells, or it leaks. */
export async function workerMemory(): Promise<Row[]> {
  const records = await runAfresh('large-cell.ts', 1);
  return records
    .map(({ provenance }) => provenance)
    .sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1))
    .map(({ peakMemoryBytes, seconds }, k) => ({
      benchmark: 'worker memory',
      size: 'n=100000 d=20',
      implementation: `after cell ${k + 1}`,
      threads: 1,
      medianMs: 1000 * seconds,
      ratio: 1,
      ratioRange: [1, 1] as const,
      times: [1000 * seconds],
      cpuTimes: [],
      processors: null,
      note: `peak ${(peakMemoryBytes / 2 ** 20).toFixed(0)} MiB`,
    }));
}
