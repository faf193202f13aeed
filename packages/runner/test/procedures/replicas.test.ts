import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CellRecord } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { cellName, defineExperiment, inProcessExecutor, RecordStore, runExperiment } from '../../src/index.ts';
import { temporaryFolder, urlIn } from '../temporary-folder.ts';

const experiment = defineExperiment({
  id: 'replicas',
  title: 'Replicas',
  question: 'Together as alone?',
  sweep: {
    task: 'gaussian',
    dimension: 2,
    rho: [0.3, 0.8],
    n: 400,
    batchSize: 32,
    bound: ['dv', 'mine'],
    baseline: 'ksg',
    critic: { id: 'joint-mlp', hidden: [8] },
    // The second one diverges.
    optimizer: [
      { id: 'adam', learningRate: 0.003 },
      { id: 'sgd', learningRate: 1e30 },
    ],
    protocol: { steps: 40, selectEvery: 20, selectionSize: 100, evaluationSize: 200, patience: 2 },
    dataSeed: [0, 1],
  },
});

async function recordsOn(engine: string, store = join(temporaryFolder(), 'runs')) {
  const { records, ...summary } = await runExperiment(experiment, {
    experimentUrl: urlIn(temporaryFolder(), 'experiment.ts'),
    store,
    executor: inProcessExecutor,
    engine,
  });
  return { records, summary, store };
}

/** What a record says, by the path of each value: those that are not numbers, and the numbers. */
function leaves(value: unknown, path = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([name, part]) => leaves(part, `${path}/${name}`));
}

/**
 * The critic's constant: the gradient of DV by it is zero but for rounding, of which Adam makes steps of full size. So it differs where sums are taken in
 * another order, and no estimate feels it.
 */
const isFree = (path: string): boolean => path.startsWith('/selection/constant/');

/** What two results differ in: a field, a word, or a number by more than 1e-4 of its size. */
function differences(one: CellRecord, other: CellRecord): string[] {
  const [found, expected] = [leaves(one.result), new Map(leaves(other.result))];
  const paths = new Set([...found.map(([path]) => path), ...expected.keys()]);
  const byPath = new Map(found);
  return [...paths].filter((path) => {
    if (isFree(path)) return false;
    const [a, b] = [byPath.get(path), expected.get(path)];
    if (typeof a !== 'number' || typeof b !== 'number') return a !== b;
    return Math.abs(a - b) > 1e-4 * Math.max(1, Math.abs(b));
  });
}

describe.each(['ort:cpu', 'wasm:simd'])('cells trained as one program on %s', (engine) => {
  it('have records like those of separate runs, each under its own name', async () => {
    const alone = await recordsOn(engine);
    const together = await recordsOn(`${engine}+vmap`);
    expect(together.summary).toMatchObject({ cells: 20, completed: 12, diverged: 8, failed: 0 });
    together.records.forEach((record, k) => {
      const neural = alone.records[k].cell.engine === engine;
      expect(record.cell).toEqual({ ...alone.records[k].cell, ...(neural ? { engine: `${engine}+vmap` } : {}) });
      expect(differences(record, alone.records[k])).toEqual([]);
      // Two seeds and two correlations, for each bound and optimiser.
      expect(record.provenance.together).toBe(neural ? 4 : undefined);
      expect(alone.records[k].provenance.together).toBeUndefined();
    });
  });
});

it('cells that are missing run with each other; what is there stays', async () => {
  const { records, store } = await recordsOn('ort:cpu+vmap');
  const missing = records.filter(({ cell }) => cell.dataSeed === 1 && cell.engine !== 'host');
  for (const { cell } of missing) rmSync(new RecordStore(store).pathOf(cellName(cell)));
  const again = await recordsOn('ort:cpu+vmap', store);
  expect(again.summary).toMatchObject({ cells: 20, ran: 8, left: 0 });
  again.records.forEach((record, k) => {
    expect(differences(record, records[k])).toEqual([]);
    if (missing.includes(records[k])) expect(record.provenance.together).toBe(2);
    else expect(record).toEqual(records[k]);
  });
});
