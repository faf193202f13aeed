import { createStream, InputError, keyFromSeed } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { resampling } from '../../src/index.ts';
import { distance, pairDensity } from '../../src/procedures/resampling/density.ts';
import { runSweep } from './run-sweep.ts';

interface MeanOfDraws {
  readonly mean: number;
  readonly standardError: number;
}

interface Resampled {
  readonly status: string;
  readonly fixedPoints: MeanOfDraws;
  readonly distinct: MeanOfDraws;
  readonly picture?: {
    readonly x: readonly number[];
    readonly pairs: readonly number[];
    readonly density: { readonly side: number; readonly low: number; readonly high: number; readonly values: number[] };
    readonly distanceToAllPairs: number;
  };
}

const run = async (sweep: object): Promise<Resampled> =>
  (await runSweep<Resampled>(resampling, { task: 'gaussian', rho: 0.5, ...sweep }))[0];

describe('joint pairs among references', () => {
  it.each(['shuffle', 'replace'])('%s: one in n', async (references) => {
    const { fixedPoints } = await run({ n: 20, references, repeats: 4000 });
    // A fixed seed; four standard errors.
    expect(Math.abs(fixedPoints.mean - 1 / 20)).toBeLessThan(4 * fixedPoints.standardError);
    expect(fixedPoints.standardError).toBeLessThan(1e-3);
  });

  it.each(['derange', 'shift'])('%s: none', async (references) => {
    const { fixedPoints } = await run({ n: 20, references, repeats: 200 });
    expect(fixedPoints).toEqual({ mean: 0, standardError: 0 });
  });
});

describe('different pairs among references', () => {
  it('with replacement: n^2 (1 - (1 - n^-2)^n)', async () => {
    const [n, size] = [20, 400];
    const { distinct } = await run({ n, referenceSize: size, references: 'replace', repeats: 1000 });
    const expected = n ** 2 * (1 - (1 - n ** -2) ** size);
    expect(Math.abs(distinct.mean - expected)).toBeLessThan(4 * distinct.standardError);
  });

  it('without replacement: all of them', async () => {
    expect((await run({ n: 20, references: 'shuffle', repeats: 50 })).distinct.mean).toBe(20);
  });
});

describe('the picture', () => {
  it('shows the pairs of a draw, in ascending order, and nothing of them where none is asked for', async () => {
    const n = 12;
    const { picture } = await run({ n, references: 'shuffle', repeats: 2, picture: 8 });
    expect(picture!.x).toHaveLength(n);
    // A permutation has every row of x once.
    expect(picture!.pairs.map((pair) => Math.floor(pair / n))).toEqual(Array.from({ length: n }, (_, row) => row));
    expect((await run({ n, references: 'shuffle', repeats: 2 })).picture).toBeUndefined();
  });

  it('comes nearer to all n^2 pairs with every pair that is drawn', async () => {
    const distances = [];
    for (const referenceSize of [10, 100, 10_000])
      distances.push((await run({ n: 30, referenceSize, references: 'replace', repeats: 2, picture: 16 })).picture!);
    const [few, some, many] = distances.map(({ distanceToAllPairs }) => distanceToAllPairs);
    expect(few).toBeGreaterThan(2 * some);
    expect(some).toBeGreaterThan(2 * many);
  });

  it('has a density that integrates to one, and is 0 from itself', () => {
    const stream = createStream(keyFromSeed(3));
    const [x, y] = [new Float64Array(50), new Float64Array(50)];
    stream.fillNormal(x);
    stream.fillNormal(y);
    const rows = Int32Array.from({ length: 50 }, (_, row) => row);
    const density = pairDensity(x, y, { rowsX: rows, rowsY: rows }, 40);
    const area = ((density.high - density.low) / 40) ** 2;
    // What lies beyond 3.2 is a percent or two of normal points with kernels half as wide.
    expect(area * density.values.reduce((total, value) => total + value)).toBeGreaterThan(0.95);
    expect(area * density.values.reduce((total, value) => total + value)).toBeLessThanOrEqual(1.001);
    expect(distance(density, density)).toBe(0);
  });
});

it.each([
  [{ n: 10, references: 'product' }, 'sweep.references: expected'],
  [{ n: 10, references: 'shuffle', referenceSize: 11 }, 'without replacement'],
  [{ n: 10, references: 'shuffle', dimension: 2, picture: 10 }, 'a picture shows one of X'],
  [{ references: 'shuffle' }, 'sweep.n is missing'],
])('refuses %j', async (sweep, message) => {
  await expect(run(sweep)).rejects.toThrow(InputError);
  await expect(run(sweep)).rejects.toThrow(message);
});
