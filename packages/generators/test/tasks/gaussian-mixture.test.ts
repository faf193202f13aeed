import { InputError, keyFromSeed, mean } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import { certify, createTask, gaussianCovariance, gaussianMixture } from '../../src/index.ts';

const key = keyFromSeed(42);
const bivariate = (rho: number, weight = 0.5, at: readonly number[] = [0, 0]) => ({
  weight,
  mean: at,
  covariance: [
    [1, rho],
    [rho, 1],
  ],
});
const chan = gaussianMixture({ dimX: 1, dimY: 1, components: [bivariate(0.9), bivariate(-0.9)] });
/** A second coordinate of X and of Y, of no information. */
const padded = (rho: number, weight = 0.5) => ({
  weight,
  mean: [0, 0, 0, 0],
  covariance: [
    [1, 0, rho, 0],
    [0, 2, 0, 0],
    [rho, 0, 1, 0],
    [0, 0, 0, 3],
  ],
});

describe('mutual information', () => {
  test("Chan's mixture of correlations +.9 and -.9: .408443", () => {
    expect(chan.mi.method).toBe('quadrature');
    expect(Math.abs(chan.mi.nats - 0.408443)).toBeLessThan(1e-6);
  });

  test('of one component is that of its covariance', () => {
    for (const rho of [0, 0.5, -0.999]) {
      const { mi } = gaussianMixture({ dimX: 1, dimY: 1, components: [bivariate(rho, 1, [3, -40])] });
      expect(Math.abs(mi.nats + 0.5 * Math.log(1 - rho * rho))).toBeLessThan(1e-8);
    }
  });

  test('of components far apart in X and in Y is the entropy of which it is', () => {
    const components = [bivariate(0, 0.2, [-60, 300]), bivariate(0, 0.5, [0, 0]), bivariate(0, 0.3, [50, -900])];
    const entropy = -[0.2, 0.5, 0.3].reduce((sum, p) => sum + p * Math.log(p), 0);
    expect(Math.abs(gaussianMixture({ dimX: 1, dimY: 1, components }).mi.nats - entropy)).toBeLessThan(1e-8);
  });

  test('in more dimensions, within four standard errors of the one asked for, and the same each time', () => {
    const options = { dimX: 2, dimY: 2, components: [padded(0.9), padded(-0.9)], standardError: 0.01 };
    const { mi } = gaussianMixture(options);
    expect(mi.method).toBe('monte-carlo');
    expect(mi.standardError).toBeLessThanOrEqual(0.01);
    // A coordinate that is independent of all else adds nothing.
    expect(Math.abs(mi.nats - chan.mi.nats)).toBeLessThan(4 * mi.standardError!);
    expect(gaussianMixture(options).mi).toBe(mi);
    const finer = gaussianMixture({ ...options, standardError: 0.004 }).mi;
    expect(finer.standardError).toBeLessThanOrEqual(0.004);
    expect(Math.abs(finer.nats - chan.mi.nats)).toBeLessThan(4 * finer.standardError!);
  });
});

describe('the log density ratio', () => {
  test("of Chan's mixture: log of the mean of the two densities, less those of standard normals", () => {
    const pairs = chan.sample(50, key);
    const ratios = chan.logDensityRatio!(pairs);
    const ratio = (x: number, y: number, rho: number): number =>
      Math.exp((2 * rho * x * y - rho * rho * (x * x + y * y)) / (2 * (1 - rho * rho))) / Math.sqrt(1 - rho * rho);
    for (let k = 0; k < 50; k++) {
      const [x, y] = [pairs.x[k], pairs.y[k]];
      expect(ratios[k]).toBeCloseTo(Math.log((ratio(x, y, 0.9) + ratio(x, y, -0.9)) / 2), 10);
    }
  });

  test('of one component in 2 and 3 dimensions is that of its covariance', () => {
    const covariance = [
      [2, 0.3, 0.5, -0.4, 0.1],
      [0.3, 1, 0.2, 0.6, -0.3],
      [0.5, 0.2, 3, 0.1, 0.7],
      [-0.4, 0.6, 0.1, 1.5, 0],
      [0.1, -0.3, 0.7, 0, 0.8],
    ];
    const component = { weight: 1, mean: [0, 0, 0, 0, 0], covariance };
    const mixture = gaussianMixture({ dimX: 2, dimY: 3, components: [component], standardError: 0.02 });
    const normal = gaussianCovariance({ dimX: 2, dimY: 3, covariance });
    const pairs = normal.sample(50, key);
    const expected = normal.logDensityRatio!(pairs);
    mixture.logDensityRatio!(pairs).forEach((value, k) => {
      expect(value).toBeCloseTo(expected[k], 10);
    });
    expect(Math.abs(mixture.mi.nats - normal.mi.nats)).toBeLessThan(4 * mixture.mi.standardError!);
  });
});

describe('samples', () => {
  const task = gaussianMixture({
    dimX: 1,
    dimY: 2,
    components: [
      {
        weight: 0.3,
        mean: [-2, 1, 0],
        covariance: [
          [1, 0.4, 0],
          [0.4, 2, -0.3],
          [0, -0.3, 1],
        ],
      },
      {
        weight: 0.7,
        mean: [1, 0, 3],
        covariance: [
          [0.5, 0, 0.2],
          [0, 1, 0],
          [0.2, 0, 0.6],
        ],
      },
    ],
    standardError: 0.02,
  });

  test('are certified: ratio, marginals and correlations', () => {
    const { verdict, checks } = certify(task, { standardError: 0.02 });
    expect(verdict).toBe('certified');
    expect(checks.map(({ name }) => name)).toEqual([
      'mean log density ratio',
      'marginal distributions',
      'correlations',
    ]);
  });

  test('have the weights: E X = .3 (-2) + .7', () => {
    const count = 100_000;
    // Var X = .3 (1) + .7 (.5) + .3 (1.9)^2 + .7 (1.1)^2 = 2.58
    expect(Math.abs(mean(task.sample(count, key).x) - 0.1)).toBeLessThan(4.5 * Math.sqrt(2.58 / count));
  });

  test('a longer one begins with a shorter one of the same key', () => {
    expect(task.sample(9, key).y).toEqual(task.sample(200, key).y.slice(0, 18));
  });

  test('of swapped weights are refuted', () => {
    const swapped = gaussianMixture({ dimX: 1, dimY: 1, components: [bivariate(0.9, 0.3), bivariate(-0.9, 0.7)] });
    const right = gaussianMixture({ dimX: 1, dimY: 1, components: [bivariate(0.9, 0.7), bivariate(-0.9, 0.3)] });
    expect(certify({ ...right, sample: swapped.sample }, { standardError: 0.02 }).verdict).toBe('refuted');
  });
});

test.each([
  [[bivariate(0.5, 0.5), bivariate(0, 0.4)], 'weights that sum to 0.9; give weights that sum to 1'],
  [[bivariate(2, 1)], 'components[0].covariance is not positive definite: its 2nd leading minor is not positive'],
  [[bivariate(0, 1, [0])], 'components[0].mean 1 numbers for dimX + dimY = 2'],
  [[bivariate(0, 0), bivariate(0, 1)], 'task.components[0].weight: expected'],
  [[bivariate(0, -1), bivariate(0, 2)], 'task.components[0].weight: expected'],
  [[], 'task.components: expected at least one component, got []'],
])('%j: %s', (components, message) => {
  const choice = { id: 'gaussian-mixture', components };
  expect(() => createTask(choice)).toThrow(InputError);
  expect(() => createTask(choice)).toThrow(message);
});
