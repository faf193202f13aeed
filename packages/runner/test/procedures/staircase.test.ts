import { type Cell, type CellResult, InputError, type JsonObject, log } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { staircase } from '../../src/index.ts';
import { levelCurve, levelStatistics } from '../../src/procedures/staircase/level-statistics.ts';

const context = { baseUrl: import.meta.url };

const sweep = {
  task: 'gaussian',
  dimension: 2,
  levels: [0.5, 1],
  stepsPerLevel: 80,
  batchSize: 8,
  bound: 'infonce',
  critic: { id: 'separable-mlp', hidden: [8] },
  engine: 'wasm:simd',
};

const expand = async (changes: object = {}) => staircase.expand({ ...sweep, ...changes }, 'sweep', context);

interface Level {
  readonly truth: { readonly nats: number };
  readonly largest?: number;
  readonly plateau?: { readonly steps: number };
  readonly optimum?: { readonly nats: number };
  readonly cap?: { readonly nats: number };
}

async function run(changes: object = {}) {
  const [{ files: _, ...plan }] = await expand(changes);
  const result = await staircase.run({ ...plan, code: '' } as Cell, context);
  expect(staircase.flawOf(JSON.parse(JSON.stringify(result)) as CellResult)).toBeUndefined();
  return result as CellResult & { readonly levels: readonly Level[]; readonly curve: { readonly step: number[] } };
}

describe('the cells of a staircase', () => {
  it('hold all levels, and what varies otherwise is swept', async () => {
    const cells = await expand({ bound: ['infonce', 'mine-f'], references: ['shuffle', 'derange'], seeds: 2 });
    // Two bounds, two ways of drawing references, two seeds; a bound on products draws none: its cells are there twice, and count once.
    expect(cells).toHaveLength(8);
    for (const { params, protocol } of cells) {
      expect(params.levels).toEqual([0.5, 1]);
      expect(params.task).toEqual({ id: 'gaussian', dimension: 2 });
      expect(protocol).toEqual({ version: 1, stepsPerLevel: 80 });
      const bound = ((params.estimator as JsonObject).bound as JsonObject).id;
      expect('references' in params).toBe(bound === 'mine-f');
    }
  });

  it.each([
    [{ levels: undefined }, 'sweep.levels'],
    [{ levels: [] }, 'sweep.levels'],
    [{ levels: [2, -1] }, 'sweep.levels'],
    [{ mi: 3 }, 'sweep.mi is no known field'],
    [{ stepsPerLevel: 10 }, 'sweep.stepsPerLevel'],
    [{ bound: undefined }, 'sweep.bound is missing'],
    [{ bound: 'minee', critic: undefined }, 'uniform references'],
    [{ task: 'xor' }, 'sweep.dimension is no known field'],
    [{ levels: [1, 1000] }, 'sweep.levels[1] 1000 is not valid; its correlation rounds to 1'],
  ])('refuse %j', async (changes, message) => {
    await expect(expand(changes)).rejects.toThrow(InputError);
    await expect(expand(changes)).rejects.toThrow(message);
  });
});

describe('a staircase', () => {
  it('tells each level its truth, its minibatches and what InfoNCE can read there', async () => {
    const { status, levels, curve } = await run();
    expect(status).toBe('completed');
    expect(levels.map(({ truth }) => truth.nats)).toEqual([0.5, 1].map((nats) => expect.closeTo(nats, 10)));
    for (const { largest, plateau, optimum, cap } of levels) {
      expect(largest).toBeLessThanOrEqual(log(8) + 1e-5);
      expect(plateau?.steps).toBe(20);
      expect(optimum?.nats).toBeLessThan(log(8));
      expect(cap).toBeUndefined();
    }
    expect(levels[1].optimum!.nats).toBeGreaterThan(levels[0].optimum!.nats);
    expect(curve.step.at(-1)).toBe(160);
    expect(curve.step).toEqual([...curve.step].sort((a, b) => a - b));
  });

  it('knows the cap of references that are shuffled within the batch, and of no others', async () => {
    const shuffled = await run({ bound: 'f-dime-gan', references: 'shuffle', levels: [4] });
    expect(shuffled.levels[0].cap?.nats).toBeLessThan(log(8));
    const deranged = await run({ bound: 'f-dime-gan', references: 'derange', levels: [4] });
    expect(deranged.levels[0].cap).toBeUndefined();
  });

  it('gives the same bytes again, and others for another seed', async () => {
    const text = JSON.stringify(await run());
    expect(JSON.stringify(await run())).toBe(text);
    expect(JSON.stringify(await run({ dataSeed: 1 }))).not.toBe(text);
  });

  it('that breaks off keeps the levels it finished', async () => {
    // A rate that lets weights grow a thousandfold a step: NWJ's e^t overflows at once.
    const optimizer = { id: 'sgd', learningRate: 1e30 };
    const { status, reason, levels } = await run({ bound: 'mine-f', references: 'derange', optimizer });
    expect(status).toBe('diverged');
    expect(reason).toMatch(/not finite/);
    expect(levels.map(({ plateau }) => plateau)).toEqual([undefined, undefined]);
  });
});

describe('the numbers of a level', () => {
  it('are those of its last quarter, and its extremes those of all', () => {
    const estimates = Float32Array.from({ length: 400 }, (_, k) => (k < 300 ? -k : k % 2));
    const { largest, smallest, plateau } = levelStatistics(estimates) as { [name: string]: never };
    expect([largest, smallest]).toEqual([1, -299]);
    // Zeros and ones in turn: every stretch of ten has the mean 1/2.
    expect(plateau).toEqual({
      steps: 100,
      mean: 0.5,
      standardError: 0,
      standardDeviation: expect.closeTo(Math.sqrt(100 / 99 / 4), 10),
    });
  });

  it('have the standard error of independent stretches', () => {
    // Stretches of ten steps read 0, 1, ... 9 throughout: variance 55/6, ten of them.
    const estimates = Float32Array.from({ length: 400 }, (_, k) => (k < 300 ? 0 : Math.floor((k - 300) / 10)));
    const { plateau } = levelStatistics(estimates) as { readonly plateau: { readonly standardError: number } };
    expect(plateau.standardError).toBeCloseTo(Math.sqrt(55 / 6 / 10), 10);
  });

  it('leave no minibatch out of the curve', () => {
    const windows = levelCurve(
      Float32Array.from({ length: 90 }, (_, k) => k),
      1000,
    );
    expect(windows.at(-1)?.step).toBe(1090);
    expect(windows[0].low).toBe(0);
    expect(windows.at(-1)?.high).toBe(89);
    for (const [k, window] of windows.entries()) if (k > 0) expect(window.low).toBe(windows[k - 1].high + 1);
  });
});
