import {
  createStream,
  digamma,
  foldIn,
  keyFromSeed,
  mean,
  type Pairs,
  type Split,
  standardDeviation,
  standardErrorOfMean,
} from '@minebench/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baselines } from '../../src/baselines/index.ts';
import { ksgCountsBruteForce } from '../../src/baselines/ksg-brute-force.ts';
import { type KsgOptions, ksgCounts } from '../../src/baselines/ksg-counts.ts';
import { estimateKsg } from '../../src/baselines/ksg-estimate.ts';
import { pairsOfRows } from '../../src/baselines/points.ts';
import { estimateBaseline, sampleSplit } from './estimate-baseline.ts';
import { gaussianInformation, gaussianPairs } from './gaussian-pairs.ts';

const variants = [1, 2] as const;

const replicates = (count: number, options: KsgOptions, rho: number, n = 1000): number[] =>
  Array.from({ length: count }, (_, seed) => estimateKsg(gaussianPairs(n, 1, rho, keyFromSeed(seed)), options).nats);

describe('KSG counts', () => {
  const anyPairs = fc
    .record({
      count: fc.integer({ min: 7, max: 120 }),
      dimX: fc.integer({ min: 1, max: 3 }),
      dimY: fc.integer({ min: 1, max: 3 }),
      levels: fc.constantFrom(2, 5, 40, Number.POSITIVE_INFINITY),
      seed: fc.nat(),
    })
    .map(({ count, dimX, dimY, levels, seed }): Pairs => {
      const stream = createStream(keyFromSeed(seed));
      const number = () => (levels === Number.POSITIVE_INFINITY ? stream.normal() : stream.integer(levels) / 3);
      const numbers = (size: number) => Float64Array.from({ length: size }, number);
      return { count, dimX, dimY, x: numbers(count * dimX), y: numbers(count * dimY) };
    });

  it.each(variants)('are those of brute force in every row, with ties and copies: variant %i', (variant) => {
    fc.assert(
      fc.property(anyPairs, fc.integer({ min: 1, max: 6 }), (pairs, k) => {
        expect(ksgCounts(pairs, { k, variant })).toEqual(ksgCountsBruteForce(pairs, { k, variant }));
      }),
      { seed: 4, numRuns: 80 },
    );
  });

  it.each(variants.flatMap((variant) => [1, 2, 5, 20].map((dim) => ({ variant, dim }))))(
    'are those of brute force for Gaussians: variant $variant, $dim dimensions each',
    ({ variant, dim }) => {
      const pairs = gaussianPairs(600, dim, 0.8, keyFromSeed(dim));
      expect(ksgCounts(pairs, { k: 3, variant })).toEqual(ksgCountsBruteForce(pairs, { k: 3, variant }));
    },
  );
});

describe('KSG estimate', () => {
  // By hand: k-th distances 2, 2, 2, 6; n_x 1 1 0 1 and n_y 1 1 2 0 strictly inside; n_x 1 2 1 2 and n_y 2 2 2 1 in the rectangles.
  const four: Pairs = { count: 4, dimX: 1, dimY: 1, x: Float64Array.of(0, 1, 3, 7), y: Float64Array.of(0, 2, 1, 8) };

  it.each([
    { variant: 1 as const, nats: 5 / 24 },
    { variant: 2 as const, nats: -5 / 12 },
  ])('is $nats on four points worked out by hand: variant $variant', ({ variant, nats }) => {
    expect(estimateKsg(four, { k: 1, variant }).nats).toBeCloseTo(nats, 14);
  });

  it.each(variants)(
    'is the same to the last digit for any order of rows, and with X and Y exchanged: variant %i',
    (variant) => {
      const pairs = gaussianPairs(500, 2, 0.7, keyFromSeed(1));
      const rounded = {
        ...pairs,
        x: pairs.x.map((v) => Math.round(4 * v) / 4),
        y: pairs.y.map((v) => Math.round(4 * v) / 4),
      };
      for (const data of [pairs, rounded]) {
        const { nats } = estimateKsg(data, { k: 3, variant });
        const shuffled = pairsOfRows(data, createStream(keyFromSeed(2)).permutation(data.count));
        expect(estimateKsg(shuffled, { k: 3, variant }).nats).toBe(nats);
        expect(estimateKsg({ ...data, x: data.y, y: data.x }, { k: 3, variant }).nats).toBe(nats);
      }
    },
  );

  it.each(variants)('has a bias under 0.02 for Gaussians at rho = .6, n = 1000, k = 3: variant %i', (variant) => {
    const estimates = replicates(100, { k: 3, variant }, 0.6);
    const bias = mean(estimates) - gaussianInformation(1, 0.6);
    // Three standard errors of the mean over 100 seeds, about .008, are part of the bound: the bias itself is below .02 beyond doubt.
    expect(Math.abs(bias) + 3 * standardErrorOfMean(estimates)).toBeLessThan(0.02);
  });

  it.each(variants)('is about zero for independent X and Y: variant %i', (variant) => {
    const estimates = replicates(100, { k: 3, variant }, 0);
    // Three standard errors of the mean over 100 seeds, about .007.
    expect(Math.abs(mean(estimates))).toBeLessThan(3 * standardErrorOfMean(estimates));
  });

  it('counts rows that coincide with more than k others, and is psi(k) + psi(n) - 2 psi(1) where all do', () => {
    const count = 8;
    const pairs = { count, dimX: 1, dimY: 1, x: new Float64Array(count).fill(2), y: new Float64Array(count).fill(-1) };
    const { nats, coincident } = estimateKsg(pairs, { k: 3, variant: 1 });
    expect(coincident).toBe(count);
    expect(nats).toBe(digamma(3) + digamma(count) - (digamma(1) + digamma(1)));
  });

  it('needs more points than neighbours', () => {
    expect(() => estimateKsg(four, { k: 4, variant: 1 })).toThrow(
      'k 4 needs more than 4 points, and there are 4; lower k or raise n',
    );
    expect(Number.isFinite(estimateKsg(four, { k: 3, variant: 1 }).nats)).toBe(true);
  });

  it.each([
    { x: Float64Array.of(0, 1, Number.NaN, 7), message: 'x[2][0] NaN is not finite; remove or repair that row' },
    { y: Float64Array.of(0, Infinity, 1, 8), message: 'y[1][0] Infinity is not finite; remove or repair that row' },
  ])('refuses $message', ({ message, ...part }) => {
    expect(() => estimateKsg({ ...four, ...part }, { k: 1, variant: 1 })).toThrow(message);
  });
});

describe('ksg baseline', () => {
  it('has the defaults of the field, and refuses a k or a variant that is none', () => {
    expect(baselines.resolve('ksg')).toEqual({ id: 'ksg', k: 3, variant: 1, maxPoints: 10_000 });
    expect(() => baselines.create({ id: 'ksg', k: 0 })).toThrow('baseline.k: expected a positive whole number, got 0');
    expect(() => baselines.create({ id: 'ksg', k: 2.5 })).toThrow(
      'baseline.k: expected a positive whole number, got 2.5',
    );
    expect(() => baselines.create({ id: 'ksg', variant: 3 })).toThrow('baseline.variant: expected 1 or 2, got 3');
  });

  it('reads the training sample and nothing else', async () => {
    const train = gaussianPairs(400, 1, 0.8, keyFromSeed(1));
    const other = gaussianPairs(400, 1, 0, keyFromSeed(2));
    const { evaluation } = await estimateBaseline('ksg', {
      ...sampleSplit(train),
      selection: other,
      evaluation: other,
    });
    expect(evaluation.nats).toBe(estimateKsg(train, { k: 3, variant: 1 }).nats);
  });

  it('reads the first maxPoints rows of the evaluation part where training draws afresh', async () => {
    const evaluation = gaussianPairs(400, 2, 0.8, keyFromSeed(1));
    const train = {
      kind: 'fresh' as const,
      dimX: 2,
      dimY: 2,
      draw: () => {
        throw new Error('a baseline draws nothing');
      },
    };
    const split: Split = { train, selection: evaluation, evaluation };
    const first = pairsOfRows(
      evaluation,
      Int32Array.from({ length: 150 }, (_, row) => row),
    );
    const capped = await estimateBaseline({ id: 'ksg', maxPoints: 150 }, split);
    expect(capped.evaluation.nats).toBe(estimateKsg(first, { k: 3, variant: 1 }).nats);
    const whole = await estimateBaseline('ksg', split);
    expect(whole.evaluation.nats).toBe(estimateKsg(evaluation, { k: 3, variant: 1 }).nats);
  });

  it('rejects k >= n with one line', async () => {
    const pairs = gaussianPairs(10, 1, 0.5, keyFromSeed(1));
    await expect(estimateBaseline({ id: 'ksg', k: 10 }, sampleSplit(pairs))).rejects.toThrow(
      'k 10 needs more than 10 points, and there are 10; lower k or raise n',
    );
  });

  it('gives a standard error like the spread over samples, by subsampling', async () => {
    const readings = await Promise.all(
      Array.from({ length: 60 }, async (_, seed) => {
        const pairs = gaussianPairs(1000, 1, 0.6, keyFromSeed(seed));
        return (await estimateBaseline('ksg', sampleSplit(pairs), foldIn(keyFromSeed(seed), 'blocks'))).evaluation;
      }),
    );
    expect(new Set(readings.map((reading) => reading.standardErrorMethod))).toEqual(new Set(['subsample']));
    const typical = Math.sqrt(mean(readings.map((reading) => reading.standardError ** 2)));
    const spread = standardDeviation(readings.map((reading) => reading.nats));
    // The spread of 60 values is known to 1/sqrt(118) = 9%, the typical error to 24% / sqrt(60) = 3%: three times 10%, and blocks of 100 read up to
    // 10% low. A forgotten sqrt(blocks) would be a factor of 3.
    expect(typical / spread).toBeGreaterThan(0.6);
    expect(typical / spread).toBeLessThan(1.3);
  });

  it('gives the same reading for the same key; another key moves the standard error alone', async () => {
    const split = sampleSplit(gaussianPairs(500, 1, 0.6, keyFromSeed(1)));
    const [first, again, other] = await Promise.all(
      [3, 3, 4].map((seed) => estimateBaseline('ksg', split, keyFromSeed(seed))),
    );
    expect(again).toEqual(first);
    expect(other.evaluation.nats).toBe(first.evaluation.nats);
    expect(other.evaluation.standardError).not.toBe(first.evaluation.standardError);
  });

  it('says so where the sample is too small for a standard error', async () => {
    const { evaluation } = await estimateBaseline('ksg', sampleSplit(gaussianPairs(119, 1, 0.6, keyFromSeed(1))));
    expect(evaluation.standardErrorMethod).toBe('none');
    expect(evaluation.standardError).toBeNaN();
    const { evaluation: larger } = await estimateBaseline(
      'ksg',
      sampleSplit(gaussianPairs(120, 1, 0.6, keyFromSeed(1))),
    );
    expect(larger.standardErrorMethod).toBe('subsample');
    expect(larger.standardError).toBeGreaterThan(0);
  });

  it('is not reliable where a point has more than k copies', async () => {
    const pairs = gaussianPairs(200, 1, 0.6, keyFromSeed(1));
    const copies = (count: number) =>
      sampleSplit(
        pairsOfRows(
          pairs,
          Int32Array.from({ length: 200 }, (_, row) => (row < count ? 0 : row)),
        ),
      );
    expect((await estimateBaseline('ksg', copies(3))).evaluation.reliable).toBe(true);
    expect((await estimateBaseline('ksg', copies(4))).evaluation.reliable).toBe(false);
  });
});
