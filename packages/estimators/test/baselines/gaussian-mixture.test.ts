import {
  cholesky,
  createStream,
  type EstimateOptions,
  foldIn,
  keyFromSeed,
  mean,
  type Pairs,
  standardDeviation,
} from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { fitMixture, runEm } from '../../src/baselines/gaussian-mixture/fit-mixture.ts';
import { logDensityRatios } from '../../src/baselines/gaussian-mixture/log-density-ratios.ts';
import { covarianceOf, type Mixture, marginal } from '../../src/baselines/gaussian-mixture/mixture.ts';
import { baselines } from '../../src/baselines/index.ts';
import { jointPoints, pairsOfRows } from '../../src/baselines/points.ts';
import { estimateBaseline, sampleSplit, untouchable } from './estimate-baseline.ts';
import { gaussianPairs } from './gaussian-pairs.ts';

const settings = { starts: 4, iterations: 200, tolerance: 1e-5, ridge: 1e-6 };
const estimate = (pairs: Pairs, options: object = {}, seed = 0) =>
  estimateBaseline({ id: 'gaussian-mixture', ...options }, sampleSplit(pairs), keyFromSeed(seed));

/** Three Gaussians in 1 + 1 dimensions: weights .5, .3, .2. */
const planted: Mixture = [
  {
    weight: 0.5,
    mean: Float64Array.of(-3, 0),
    covariance: [
      [1, 0.8],
      [0.8, 1],
    ],
  },
  {
    weight: 0.3,
    mean: Float64Array.of(3, 2),
    covariance: [
      [1, -0.6],
      [-0.6, 2],
    ],
  },
  {
    weight: 0.2,
    mean: Float64Array.of(1, -6),
    covariance: [
      [0.5, 0],
      [0, 0.5],
    ],
  },
].map(({ weight, mean, covariance }) => ({ weight, mean, factor: cholesky(covariance) }));

function draw(mixture: Mixture, count: number, seed: number): Pairs {
  const stream = createStream(keyFromSeed(seed));
  const pairs = { count, dimX: 1, dimY: 1, x: new Float64Array(count), y: new Float64Array(count) };
  for (let row = 0; row < count; row++) {
    let rest = stream.uniform();
    const { mean, factor } = mixture.find(({ weight }) => {
      rest -= weight;
      return rest < 0;
    })!;
    const [a, b] = [stream.normal(), stream.normal()];
    pairs.x[row] = mean[0] + factor.lower[0] * a;
    pairs.y[row] = mean[1] + factor.lower[2] * a + factor.lower[3] * b;
  }
  return pairs;
}

describe('a mixture of Gaussians', () => {
  it('has blocks of its covariances in its marginals', () => {
    const covariance = [
      [4, 1, 0.5],
      [1, 3, -1],
      [0.5, -1, 2],
    ];
    const mixture = [{ weight: 1, mean: Float64Array.of(1, 2, 3), factor: cholesky(covariance) }];
    const [{ mean, factor }] = marginal(mixture, 1, 3);
    expect(Array.from(mean)).toEqual([2, 3]);
    [
      [3, -1],
      [-1, 2],
    ].forEach((row, i) => {
      row.forEach((value, j) => {
        expect(covarianceOf(factor)[i][j]).toBeCloseTo(value, 13);
      });
    });
  });

  it('has the log density ratio of its densities, written out', () => {
    const pairs = draw(planted, 50, 1);
    const normal = (residual: number, variance: number) =>
      Math.exp(-(residual ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
    const shapes = [
      { w: 0.5, m: [-3, 0], s: [1, 1], c: 0.8 },
      { w: 0.3, m: [3, 2], s: [1, 2], c: -0.6 },
      { w: 0.2, m: [1, -6], s: [0.5, 0.5], c: 0 },
    ];
    const ratios = logDensityRatios(planted, pairs);
    for (let row = 0; row < 50; row++) {
      const [x, y] = [pairs.x[row], pairs.y[row]];
      const ofX = shapes.reduce((sum, { w, m, s }) => sum + w * normal(x - m[0], s[0]), 0);
      const ofY = shapes.reduce((sum, { w, m, s }) => sum + w * normal(y - m[1], s[1]), 0);
      const joint = shapes.reduce(
        (sum, { w, m, s, c }) =>
          sum + w * normal(x - m[0], s[0]) * normal(y - m[1] - (c / s[0]) * (x - m[0]), s[1] - c ** 2 / s[0]),
        0,
      );
      expect(ratios[row]).toBeCloseTo(Math.log(joint / (ofX * ofY)), 10);
    }
  });
});

describe('EM', () => {
  it.each([2, 3, 5])('never lowers the log likelihood: %i components', (size) => {
    const pairs = draw(planted, 600, 2);
    // A poor start: wide components at the first points.
    const start = Array.from({ length: size }, (_, c) => ({
      weight: 1 / size,
      mean: Float64Array.of(pairs.x[c], pairs.y[c]),
      factor: cholesky([
        [9, 0],
        [0, 9],
      ]),
    }));
    const fitted = runEm(jointPoints(pairs), start, { ...settings, tolerance: 0, ridge: 0 })!;
    expect(fitted.logLikelihoods.length).toBeGreaterThan(10);
    fitted.logLikelihoods.slice(1).forEach((value, step) => {
      // Rounding of a sum of 600 terms of size below 10.
      expect(value).toBeGreaterThan(fitted.logLikelihoods[step] - 1e-9);
    });
  });

  it('recovers a planted mixture', () => {
    const count = 20_000;
    const fitted = fitMixture(jointPoints(draw(planted, count, 4)), 3, settings, keyFromSeed(1))!;
    const found = [...fitted.mixture].sort((a, b) => b.weight - a.weight);
    planted.forEach(({ weight, mean, factor }, c) => {
      // Components barely overlap: standard errors as if labels were known, five of each.
      expect(Math.abs(found[c].weight - weight)).toBeLessThan(5 * Math.sqrt((weight * (1 - weight)) / count));
      const [expected, covariance] = [covarianceOf(factor), covarianceOf(found[c].factor)];
      for (let i = 0; i < 2; i++) {
        expect(Math.abs(found[c].mean[i] - mean[i])).toBeLessThan(5 * Math.sqrt(expected[i][i] / (weight * count)));
        for (let j = 0; j < 2; j++) {
          const error = Math.sqrt((expected[i][i] * expected[j][j] + expected[i][j] ** 2) / (weight * count));
          expect(Math.abs(covariance[i][j] - expected[i][j])).toBeLessThan(5 * error);
        }
      }
    });
  });

  it('gives up a component that shrinks onto a point', () => {
    const pairs = draw(planted, 300, 5);
    pairs.x.fill(0.5, 0, 40);
    pairs.y.fill(0.5, 0, 40);
    const at = (x: number, y: number, variance: number, weight: number) => ({
      weight,
      mean: Float64Array.of(x, y),
      factor: cholesky([
        [variance, 0],
        [0, variance],
      ]),
    });
    expect(runEm(jointPoints(pairs), [at(0.5, 0.5, 0.01, 0.1), at(0, 0, 9, 0.9)], settings)).toBeUndefined();
  });
});

describe('gaussian-mixture', () => {
  it('is the Gaussian plug-in with one component, and so is its standard error', async () => {
    const pairs = gaussianPairs(400, 2, 0.6, keyFromSeed(1));
    const { evaluation, parameters } = await estimate(pairs, { components: [1], ridge: 0 });
    const { evaluation: cca } = await estimateBaseline('gaussian-plug-in', sampleSplit(pairs));
    expect(evaluation.nats).toBeCloseTo(cca.nats, 12);
    expect(evaluation.standardError).toBeCloseTo(cca.standardError, 12);
    // Four means and ten covariances.
    expect(parameters).toBe(14);
  });

  it('chooses one component for a Gaussian and three for the planted mixture', async () => {
    const few = { components: [1, 2, 3, 4] };
    expect((await estimate(gaussianPairs(1000, 1, 0.6, keyFromSeed(2)), few)).parameters).toBe(5);
    expect((await estimate(draw(planted, 1000, 2), few)).parameters).toBe(17);
  });

  it('finds the information of the planted mixture, which the Gaussian plug-in misses', async () => {
    const sample = draw(planted, 100_000, 7);
    const ratios = logDensityRatios(planted, sample);
    const truth = mean(ratios);
    const { evaluation } = await estimate(draw(planted, 4000, 8), { components: [1, 2, 3] });
    // Three standard errors of both; the excess of the fit is about (17 - 13) / 2n = .0005.
    const tolerance = 3 * Math.hypot(evaluation.standardError, standardDeviation(ratios) / Math.sqrt(1e5)) + 0.0005;
    expect(Math.abs(evaluation.nats - truth)).toBeLessThan(tolerance);
    const { evaluation: cca } = await estimateBaseline('cca', sampleSplit(draw(planted, 4000, 8)));
    expect(Math.abs(cca.nats - truth)).toBeGreaterThan(10 * tolerance);
  });

  it('has a standard error like the spread over samples', async () => {
    const readings = await Promise.all(
      Array.from({ length: 60 }, (_, seed) => estimate(draw(planted, 800, 100 + seed), { components: [3] })),
    );
    const ratio =
      mean(readings.map(({ evaluation }) => evaluation.standardError)) /
      standardDeviation(readings.map(({ evaluation }) => evaluation.nats));
    // A standard deviation of 60 values is known to 1/sqrt(118) = 9%; three of those.
    expect(Math.abs(ratio - 1)).toBeLessThan(0.28);
  });

  it('does not depend on the order of rows, to the last digit, nor on shifts and scales', async () => {
    const pairs = draw(planted, 300, 9);
    const { nats } = (await estimate(pairs)).evaluation;
    const shuffled = pairsOfRows(pairs, createStream(keyFromSeed(2)).permutation(300));
    expect((await estimate(shuffled)).evaluation.nats).toBe(nats);
    const scaled = { ...pairs, x: pairs.x.map((v) => 1024 * v + 4096), y: pairs.y.map((v) => v / 64) };
    expect((await estimate(scaled)).evaluation.nats).toBeCloseTo(nats, 9);
  });

  it('gives the same estimate for the same key', async () => {
    const pairs = draw(planted, 300, 10);
    expect(await estimate(pairs, {}, 5)).toEqual(await estimate(pairs, {}, 5));
  });

  it.each([
    [
      'a constant column',
      (_: number, x: number) => 0 * x + 2,
      'column 0 of y 2 is constant; remove it: a constant tells nothing',
    ],
    ['Y equal to X', (_: number, x: number) => x, 'sample correlation matrix of (x, y) is not positive definite'],
  ])('fails on %s, with its reason', async (_, y, reason) => {
    const pairs = gaussianPairs(100, 1, 0.5, keyFromSeed(1));
    const degenerate = { ...pairs, y: pairs.y.map((v, i) => y(v, pairs.x[i])) };
    const found = await baselines.create('gmm').estimate(sampleSplit(degenerate), untouchable, keyFromSeed(0));
    expect(found).toEqual({ status: 'failed', reason: expect.stringContaining(reason) });
  });

  it('fails where rows are copies of three points: every component collapses', async () => {
    const pairs = gaussianPairs(60, 1, 0.5, keyFromSeed(1));
    const copies = pairsOfRows(
      pairs,
      Int32Array.from({ length: 60 }, (_, row) => row % 3),
    );
    const mixture = baselines.create({ id: 'gaussian-mixture', components: [3] });
    expect(await mixture.estimate(sampleSplit(copies), untouchable, keyFromSeed(0))).toEqual({
      status: 'failed',
      reason:
        'components [3] collapse onto single points or planes of the 60 points, each of them; remove copies of rows, lower components or raise n',
    });
  });

  it('needs D + 2 points a component, and twice as many for a permutation test', async () => {
    const mixture = baselines.create({ id: 'gaussian-mixture', components: [1, 2] });
    const run = (count: number, permutations?: number) =>
      mixture.estimate(
        sampleSplit(gaussianPairs(count, 1, 0.5, keyFromSeed(1))),
        { permutations } as unknown as EstimateOptions,
        foldIn(keyFromSeed(0), 1),
      );
    await expect(run(3)).rejects.toThrow('n 3 is too few points for 1 Gaussians in 2 dimensions; raise n to 4 or more');
    expect((await run(4)).status).toBe('completed');
    await expect(run(7, 5)).rejects.toThrow('and a permutation test; raise n to 8 or more');
    expect((await run(8, 5)).status).toBe('completed');
  });

  it.each([
    [{ components: [] }, 'baseline.components: expected at least one, got []'],
    [{ components: [1, 0] }, 'baseline.components[1]: expected a positive whole number, got 0'],
    [{ ridge: -1 }, 'baseline.ridge: expected a number of at least 0, got -1'],
  ])('refuses %j', (options, message) => {
    expect(() => baselines.create({ id: 'gaussian-mixture', ...options })).toThrow(message);
  });
});
