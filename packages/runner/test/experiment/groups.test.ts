import { describe, expect, it } from 'vitest';
import { groupCells } from '../../src/experiment/groups.ts';
import { defineExperiment, type EstimateSweep, planExperiment } from '../../src/index.ts';

const base = {
  task: 'gaussian',
  dimension: 2,
  rho: 0.5,
  n: 500,
  batchSize: 32,
  bound: 'dv',
  critic: { id: 'joint-mlp', hidden: [8] },
  engine: 'ort:cpu+vmap',
} as const;

/** Cells of a sweep in the order of the plan, and those that run together by their place in it. */
async function groupsOf(changes: Partial<EstimateSweep>, most = 100): Promise<number[][]> {
  const sweep = { ...base, ...changes };
  const experiment = defineExperiment({ id: 'groups', title: 'Groups', question: 'Who with whom?', sweep });
  const cells = await planExperiment(experiment, { experimentUrl: import.meta.url });
  return groupCells(cells, most).map((group) => group.map((cell) => cells.indexOf(cell)));
}

describe('cells that run as one program', () => {
  it.each<[string, Partial<EstimateSweep>]>([
    ['seeds', { dataSeed: [0, 1], initSeed: [0, 1] }],
    ['correlations', { rho: [0, 0.3, 0.6, 0.9] }],
    ['learning rates', { optimizer: [1, 2, 3, 4].map((k) => ({ id: 'adam', learningRate: k / 1000 })) }],
    ["a bound's numbers", { bound: [0.1, 0.2, 0.3, 0.4].map((decay) => ({ id: 'mine', decay })) }],
  ])('differ in %s', async (_, changes) => {
    expect(await groupsOf(changes)).toEqual([[0, 1, 2, 3]]);
  });

  it.each<[string, Partial<EstimateSweep>]>([
    ['widths', { critic: [8, 16].map((width) => ({ id: 'joint-mlp', hidden: [width] })) }],
    ['bounds', { bound: ['dv', 'mine'] }],
    ['optimisers', { optimizer: ['adam', 'sgd'] }],
    ['dimensions', { dimension: [2, 3] }],
    ['batches', { batchSize: [32, 64] }],
    ['sizes', { n: [500, 600] }],
    ['references', { references: ['shuffle', 'derange'] }],
    ['lengths of training', { protocol: [{ steps: 10 }, { steps: 20 }] as never }],
    ['engines', { engine: ['ort:cpu+vmap', 'wasm:simd+vmap'] }],
  ])('do not differ in %s', async (_, changes) => {
    expect((await groupsOf({ ...changes, dataSeed: [0, 1] })).map((group) => group.length)).toEqual([2, 2]);
  });

  it('are there on engines +vmap alone', async () => {
    expect(await groupsOf({ engine: 'ort:cpu', dataSeed: [0, 1, 2] })).toEqual([[0], [1], [2]]);
  });

  it('are no classical estimates, which train nothing', async () => {
    expect(await groupsOf({ baseline: 'ksg', dataSeed: [0, 1] })).toEqual([[0, 1], [2], [3]]);
  });

  it('are as many as allowed, and each is there once', async () => {
    expect(await groupsOf({ dataSeed: [0, 1, 2, 3, 4] }, 2)).toEqual([[0, 1], [2, 3], [4]]);
  });
});
