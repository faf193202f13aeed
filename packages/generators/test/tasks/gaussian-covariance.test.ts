import { InputError, keyFromSeed, logMeanExp, mean, variance } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import { createTask, gaussian, gaussianCovariance, independentDraws } from '../../src/index.ts';

const key = keyFromSeed(32);

/** 1 on the diagonal, `correlation(i, j)` elsewhere. */
const correlated = (size: number, correlation: (i: number, j: number) => number): number[][] =>
  Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => (i === j ? 1 : correlation(Math.min(i, j), Math.max(i, j)))),
  );

const componentwise = (dimension: number, rho: number): number[][] =>
  correlated(2 * dimension, (i, j) => (j === i + dimension ? rho : 0));

/** No structure: X of 2, Y of 3 numbers, unequal variances. */
const general = {
  dimX: 2,
  dimY: 3,
  covariance: [
    [2, 0.3, 0.5, -0.4, 0.1],
    [0.3, 1, 0.2, 0.6, -0.3],
    [0.5, 0.2, 3, 0.1, 0.7],
    [-0.4, 0.6, 0.1, 1.5, 0],
    [0.1, -0.3, 0.7, 0, 0.8],
  ],
};

describe('mutual information', () => {
  // The bmi suite (Czyz et al. 2023), to the four digits it prints: all correlations 1/2, and two pairs at .8.
  test.each([
    [2, 0.2939],
    [3, 0.4133],
    [5, 0.5928],
    [25, 1.2922],
    [50, 1.6243],
  ])('multinormal-dense-d-d-0.5, d = %i: %d', (dimension, nats) => {
    const covariance = correlated(2 * dimension, () => 0.5);
    expect(Math.abs(gaussianCovariance({ dimX: dimension, dimY: dimension, covariance }).mi.nats - nats)).toBeLessThan(
      0.00005001,
    );
  });

  test("one X and three Y: -log(1 - R^2)/2 with R^2 = c' S_Y^-1 c", () => {
    // S_Y is the identity, so R^2 = .09 + .16 + .25.
    const covariance = correlated(4, (i, j) => (i === 0 ? [0.3, 0.4, 0.5][j - 1] : 0));
    expect(gaussianCovariance({ dimX: 1, dimY: 3, covariance }).mi.nats).toBeCloseTo(-Math.log(0.5) / 2, 14);
  });

  test('is that of the componentwise task where the covariance is componentwise', () => {
    const covariance = componentwise(4, -0.7);
    expect(gaussianCovariance({ dimX: 4, dimY: 4, covariance }).mi.nats).toBeCloseTo(
      gaussian({ dimension: 4, rho: -0.7 }).mi.nats,
      13,
    );
  });

  test('does not change with the units of the variables, and is 0 for independent ones', () => {
    const units = [10, 1e-3, 7, 0.2, 1e4];
    const covariance = general.covariance.map((row, i) => row.map((value, j) => value * units[i] * units[j]));
    expect(gaussianCovariance({ ...general, covariance }).mi.nats).toBeCloseTo(gaussianCovariance(general).mi.nats, 12);
    expect(gaussianCovariance({ dimX: 2, dimY: 2, covariance: correlated(4, () => 0) }).mi.nats).toBe(0);
  });
});

describe('samples', () => {
  const task = gaussianCovariance(general);

  test('have the covariance', () => {
    const count = 200_000;
    const { x, y } = task.sample(count, key);
    const value = (row: number, i: number): number => (i < 2 ? x[2 * row + i] : y[3 * row + i - 2]);
    for (let i = 0; i < 5; i++)
      for (let j = 0; j <= i; j++) {
        const products = Float64Array.from({ length: count }, (_, row) => value(row, i) * value(row, j));
        const expected = general.covariance[i][j];
        // Var(U V) = Var U Var V + Cov(U, V)^2
        const spread = general.covariance[i][i] * general.covariance[j][j] + expected ** 2;
        expect(Math.abs(mean(products) - expected)).toBeLessThan(4.5 * Math.sqrt(spread / count));
      }
  });

  test('a longer sample begins with a shorter one of the same key', () => {
    const long = task.sample(1000, key);
    const short = task.sample(7, key);
    expect(short.x).toEqual(long.x.slice(0, 14));
    expect(short.y).toEqual(long.y.slice(0, 21));
  });

  test('a componentwise covariance gives the very sample of the componentwise task', () => {
    const covariance = componentwise(2, 0.6);
    const sample = gaussianCovariance({ dimX: 2, dimY: 2, covariance }).sample(50, key);
    const expected = gaussian({ dimension: 2, rho: 0.6 }).sample(50, key);
    expect(sample.x).toEqual(expected.x);
    for (let k = 0; k < 100; k++) expect(sample.y[k]).toBeCloseTo(expected.y[k], 13);
  });
});

describe('the log density ratio', () => {
  test('is that of the componentwise task where the covariance is componentwise', () => {
    const task = gaussian({ dimension: 3, rho: 0.8 });
    const pairs = task.sample(100, key);
    const ratios = gaussianCovariance({ dimX: 3, dimY: 3, covariance: componentwise(3, 0.8) }).logDensityRatio!(pairs);
    const expected = task.logDensityRatio!(pairs);
    for (let row = 0; row < 100; row++) expect(ratios[row]).toBeCloseTo(expected[row], 11);
  });

  test('has mean I under P, and E_Q r = 1', () => {
    const count = 200_000;
    const task = gaussianCovariance(general);
    const joint = task.logDensityRatio!(task.sample(count, key));
    expect(Math.abs(mean(joint) - task.mi.nats)).toBeLessThan(4.5 * Math.sqrt(variance(joint) / count));
    const ratios = task.logDensityRatio!(independentDraws(task, count, key)).map(Math.exp);
    expect(Math.abs(logMeanExp(ratios.map(Math.log)))).toBeLessThan(4.5 * Math.sqrt(variance(ratios) / count));
  });
});

describe('options', () => {
  const choice = (covariance: unknown, dimX: unknown = 1, dimY: unknown = 1) => ({
    id: 'gaussian-covariance',
    dimX,
    dimY,
    covariance,
  });
  const identity = [
    [1, 0],
    [0, 1],
  ];

  test.each([
    [
      choice([
        [1, 2],
        [2, 1],
      ]),
      '2nd leading minor is not positive',
    ],
    [
      choice([
        [1, 0.5],
        [0.4, 1],
      ]),
      'covariance[1][0] 0.4 differs from covariance[0][1], 0.5',
    ],
    [choice([[1, 0]]), '1 rows for dimX + dimY = 2'],
    [choice([[1, 0], [0]]), 'covariance[1] 1 numbers in a matrix of 2 rows'],
    [choice(identity, 2), 'give 3 rows of 3 numbers'],
    [choice(identity, 0, 2), 'task.dimX: expected'],
    [choice(identity, 1.5, 0.5), 'task.dimX: expected'],
    [choice([[1, NaN]]), 'task.covariance[0][1]: expected'],
    [choice('identity'), 'task.covariance: expected'],
    [{ id: 'gaussian-covariance', dimX: 1, dimY: 1 }, 'task.covariance is missing'],
  ])('%j: %s', (options, message) => {
    expect(() => createTask(options)).toThrow(InputError);
    expect(() => createTask(options)).toThrow(message);
  });
});
