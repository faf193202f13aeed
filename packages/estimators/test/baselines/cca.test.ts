import { createStream, digamma, foldIn, keyFromSeed, mean, type Pairs, standardErrorOfMean } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { gaussianExcess } from '../../src/baselines/cca.ts';
import { baselines } from '../../src/baselines/index.ts';
import { estimateBaseline, sampleSplit, untouchable } from './estimate-baseline.ts';
import { gaussianInformation, gaussianPairs } from './gaussian-pairs.ts';

const nats = async (pairs: Pairs, correction = 'none') =>
  (await estimateBaseline({ id: 'cca', correction }, sampleSplit(pairs))).evaluation.nats;

const inner = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a).reduce((sum, v, i) => sum + v * b[i], 0);
const centred = (values: Float64Array) => values.map((value) => value - mean(values));

/** Each row times a matrix given by its rows. */
const mapped = (values: Float64Array, matrix: number[][]) =>
  Float64Array.from({ length: values.length }, (_, i) => {
    const dim = matrix.length;
    const start = i - (i % dim);
    return inner(matrix[i % dim], values.subarray(start, start + dim));
  });

describe('cca', () => {
  it('is -1/2 log(1 - r^2) of the sample correlation r in one dimension', async () => {
    const pairs = gaussianPairs(50, 1, 0.7, keyFromSeed(1));
    const x = centred(pairs.x.map((v) => 3 * v + 100));
    const y = centred(pairs.y);
    const r2 = inner(x, y) ** 2 / (inner(x, x) * inner(y, y));
    expect(await nats({ ...pairs, x: pairs.x.map((v) => 3 * v + 100) })).toBeCloseTo(-0.5 * Math.log(1 - r2), 12);
  });

  it('adds up over canonical pairs: a design whose sample correlations are .6 and .8 by construction', async () => {
    // The four sign vectors of a 2^3 design are orthogonal and centred, so the sample's canonical correlations are exact.
    const rows = Array.from({ length: 8 }, (_, i) => [(i & 1) * 2 - 1, (i & 2) - 1, (i & 4) / 2 - 1]);
    const x = Float64Array.from(rows.flatMap((row) => row.slice(0, 2)));
    const y = Float64Array.from(rows.flatMap(([a, b, c]) => [0.6 * a + 0.8 * c, 0.8 * b + 0.6 * a * c]));
    const truth = -0.5 * (Math.log(1 - 0.36) + Math.log(1 - 0.64));
    const pairs = { count: 8, dimX: 2, dimY: 2, x, y };
    expect(await nats(pairs)).toBeCloseTo(truth, 12);
    // Nor does an invertible linear map of X or of Y change it.
    const turned = {
      ...pairs,
      x: mapped(x, [
        [2, 1],
        [-1, 5],
      ]),
      y: mapped(y, [
        [0.1, 3],
        [1, 1],
      ]),
    };
    expect(await nats(turned)).toBeCloseTo(truth, 12);
    expect(await nats({ ...turned, x: turned.y, y: turned.x })).toBeCloseTo(truth, 12);
  });

  it('has the excess of E log(1 - r^2) = psi((n - 2)/2) - psi((n - 1)/2), r^2 ~ Beta, in one dimension', () => {
    for (const n of [4, 10, 1001]) {
      expect(gaussianExcess(n, 1, 1)).toBeCloseTo((digamma((n - 1) / 2) - digamma((n - 2) / 2)) / 2, 13);
    }
    // To first order the number of parameters over 2n, as any maximum-likelihood information (Wilks 1938).
    expect(1e6 * gaussianExcess(1e6, 4, 3)).toBeCloseTo((4 * 3) / 2, 3);
  });

  it('is without bias at n = 12 with the correction, in which it differs from the raw value by half a nat', async () => {
    const estimates = await Promise.all(
      Array.from({ length: 600 }, (_, replicate) =>
        nats(gaussianPairs(12, 3, 0.5, foldIn(keyFromSeed(1), replicate)), 'wishart'),
      ),
    );
    expect(gaussianExcess(12, 3, 3)).toBeGreaterThan(0.5);
    // Three standard errors of the mean over 600 seeds.
    const error = Math.abs(mean(estimates) - gaussianInformation(3, 0.5));
    expect(error).toBeLessThan(3 * standardErrorOfMean(estimates));
  });

  it('has the standard error sqrt(d) rho / sqrt(n) on Gaussians', async () => {
    const count = 40_000;
    const { evaluation } = await estimateBaseline('cca', sampleSplit(gaussianPairs(count, 3, 0.6, keyFromSeed(1))));
    expect(evaluation.standardErrorMethod).toBe('delta');
    // Var_P log r = d rho^2; its own estimate from n points has a relative error of about 2 / sqrt(n) = 1%.
    expect(evaluation.standardError / Math.sqrt((3 * 0.36) / count)).toBeGreaterThan(0.97);
    expect(evaluation.standardError / Math.sqrt((3 * 0.36) / count)).toBeLessThan(1.03);
  });

  it('sees no dependence without linear dependence: Y = X^2', async () => {
    const count = 20_000;
    const x = new Float64Array(count);
    createStream(keyFromSeed(1)).fillNormal(x);
    // r has standard deviation sqrt(E X^2 (X^2 - 1)^2 / 2n) = sqrt(5 / n); three of them give r^2/2 = 22.5 / n.
    expect(await nats({ count, dimX: 1, dimY: 1, x, y: x.map((v) => v * v) })).toBeLessThan(22.5 / count);
  });

  it.each([
    {
      name: 'a constant column',
      y: (x: number) => 0 * x,
      reason: 'column 0 of y 0 is constant; remove it: a constant tells nothing',
    },
    {
      name: 'Y a linear function of X',
      y: (x: number) => 2 * x,
      reason: 'sample correlation matrix of (x, y) is not positive definite',
    },
  ])('fails with its reason for $name', async ({ y, reason }) => {
    const pairs = gaussianPairs(50, 1, 0.5, keyFromSeed(1));
    const split = sampleSplit({ ...pairs, y: pairs.x.map(y) });
    const estimate = await baselines.create('cca').estimate(split, untouchable, keyFromSeed(0));
    expect(estimate).toMatchObject({ status: 'failed', reason: expect.stringContaining(reason) });
  });

  it('needs more points than dimensions', async () => {
    const pairs = gaussianPairs(6, 3, 0.5, keyFromSeed(1));
    await expect(estimateBaseline('cca', sampleSplit(pairs))).rejects.toThrow(
      'n 6 is too few points for a covariance of 6 dimensions; raise n above 6',
    );
    expect(Number.isFinite(await nats(gaussianPairs(7, 3, 0.5, keyFromSeed(1))))).toBe(true);
  });

  it('refuses a number that is not finite', async () => {
    const pairs = gaussianPairs(50, 2, 0.5, keyFromSeed(1));
    pairs.y[7] = Number.POSITIVE_INFINITY;
    await expect(estimateBaseline('cca', sampleSplit(pairs))).rejects.toThrow('y[3][1] Infinity is not finite');
  });
});
