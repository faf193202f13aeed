import { InputError, keyFromSeed, mean, studentCdf } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import {
  additiveUniform,
  bimodal,
  createTask,
  gaussianCovariance,
  multinormalDense,
  multinormalSparse,
  studentT,
  tasks,
} from '../../src/index.ts';

const key = keyFromSeed(60);

describe('student-t', () => {
  const dispersion = [
    [2, 0.3, 0.8],
    [0.3, 1, 0.2],
    [0.8, 0.2, 3],
  ];

  test('tends to the normal task of its dispersion as df grows', () => {
    const normal = gaussianCovariance({ dimX: 1, dimY: 2, covariance: dispersion });
    const far = studentT({ dimX: 1, dimY: 2, df: 1e5, dispersion });
    // The excess is of the order of dimX dimY / df.
    expect(Math.abs(far.mi.nats - normal.mi.nats)).toBeLessThan(1e-4);
    const pairs = normal.sample(100, key);
    const [of, limit] = [far.logDensityRatio!(pairs), normal.logDensityRatio!(pairs)];
    for (let k = 0; k < 100; k++) expect(Math.abs(of[k] - limit[k])).toBeLessThan(1e-2);
  });

  test('with one degree of freedom each, log r is that of the bivariate Cauchy density', () => {
    // p(x, y) = (1 + x^2 + y^2)^(-3/2) / (2 pi), p(x) = 1 / (pi (1 + x^2))
    const task = studentT({ dimX: 1, dimY: 1, df: 1 });
    const x = Float64Array.of(0, 1, -3, 1e6);
    const y = Float64Array.of(0, 2, 0.1, -1e5);
    const ratios = task.logDensityRatio!({ count: 4, dimX: 1, dimY: 1, x, y });
    for (let k = 0; k < 4; k++) {
      const joint = -1.5 * Math.log1p(x[k] ** 2 + y[k] ** 2) - Math.log(2 * Math.PI);
      const product = -Math.log1p(x[k] ** 2) - Math.log1p(y[k] ** 2) - 2 * Math.log(Math.PI);
      expect(Math.abs(ratios[k] - (joint - product))).toBeLessThan(1e-12);
    }
  });

  test('a multiplied instead of a divided chi-squared is far from the stated marginals', () => {
    const task = studentT({ dimX: 1, dimY: 1, df: 2 });
    const { x } = task.sample(50_000, key);
    const share = x.filter((value) => Math.abs(value) > 5).length / 50_000;
    const stated = 2 * studentCdf(2, -5);
    // Binomial; 4.5 standard errors. Multiplied, the share is below .003.
    expect(Math.abs(share - stated)).toBeLessThan(4.5 * Math.sqrt((stated * (1 - stated)) / 50_000));
    expect(stated).toBeGreaterThan(0.03);
  });

  test('marginals have the scale of the dispersion; a correlation is stated above 4 degrees of freedom only', () => {
    const task = studentT({ dimX: 1, dimY: 2, df: 5, dispersion });
    expect(task.evidence!.marginals!.y[1]!(Math.sqrt(3))).toBeCloseTo(studentCdf(5, 1), 14);
    expect(task.evidence!.correlation![0][2]).toBeCloseTo(0.8 / Math.sqrt(6), 15);
    expect(studentT({ dimX: 1, dimY: 2, df: 4, dispersion }).evidence!.correlation).toBeUndefined();
  });

  test('degrees of freedom so few that numbers overflow are refused when they do', () => {
    expect(() => studentT({ dimX: 1, dimY: 1, df: 1e-3 }).sample(100, key)).toThrow('df 0.001 is so small');
  });
});

describe('additive-uniform', () => {
  test('both formulas agree where they meet, at 1/2', () => {
    expect(additiveUniform({ epsilon: 0.5 }).mi.nats).toBe(0.5);
    expect(additiveUniform({ epsilon: 0.5 + 1e-12 }).mi.nats).toBeCloseTo(0.5, 11);
  });

  test.each([0.1, 0.5, 2])(
    'the trapezium of Y at epsilon %d: 0, 1/2 and 1, with a slope of the density of Y',
    (epsilon) => {
      const task = additiveUniform({ epsilon });
      const cdf = task.evidence!.marginals!.y[0]!;
      expect([cdf(-epsilon - 1), cdf(-epsilon), cdf(1 + epsilon), cdf(1e300)]).toEqual([0, 0, 1, 1]);
      expect(cdf(0.5)).toBeCloseTo(0.5, 15);
      // r = p(y | x) / p(y) = 1 / (2 epsilon p(y)) on the strip.
      for (const y of [0.01, 0.3, 0.85, 0.97]) {
        const pairs = { count: 1, dimX: 1, dimY: 1, x: Float64Array.of(y), y: Float64Array.of(y) };
        const slope = (cdf(y + 1e-5) - cdf(y - 1e-5)) / 2e-5;
        expect(Math.log(1 / (2 * epsilon * slope))).toBeCloseTo(task.logDensityRatio!(pairs)[0], 6);
      }
    },
  );

  test('r is 0 off the strip', () => {
    const pairs = { count: 1, dimX: 1, dimY: 1, x: Float64Array.of(0.2), y: Float64Array.of(0.9) };
    expect(additiveUniform({ epsilon: 0.1 }).logDensityRatio!(pairs)[0]).toBe(-Infinity);
  });
});

test('bimodal has the means of its mixtures', () => {
  const { x, y } = bimodal({ rho: 0.75 }).sample(20_000, key);
  // .7 x 5 and (3 - 1) / 2; variances 1 + .21 x 25 and 1 + 4; 4.5 standard errors.
  expect(Math.abs(mean(x) - 3.5)).toBeLessThan(4.5 * Math.sqrt(6.25 / 20_000));
  expect(Math.abs(mean(y) - 1)).toBeLessThan(4.5 * Math.sqrt(5 / 20_000));
});

describe('normal families', () => {
  test('dense: every two coordinates', () => {
    const { correlation } = multinormalDense({ dimX: 1, dimY: 2, offDiagonal: -0.3 }).evidence!;
    expect(correlation).toEqual([
      [1, -0.3, -0.3],
      [-0.3, 1, -0.3],
      [-0.3, -0.3, 1],
    ]);
  });

  test('sparse: the first pairs, also of unequal dimensions', () => {
    const task = multinormalSparse({ dimX: 2, dimY: 3, pairs: 1, strength: 1 });
    expect(task.evidence!.correlation).toEqual([
      [1, 0, 0.5, 0, 0],
      [0, 1, 0, 0, 0],
      [0.5, 0, 1, 0, 0],
      [0, 0, 0, 1, 0],
      [0, 0, 0, 0, 1],
    ]);
    expect(task.mi.nats).toBeCloseTo(-0.5 * Math.log(0.75), 14);
  });
});

test('the cubic staircase has the information of its options', () => {
  const task = createTask({ id: 'cubic', dimension: 20, mi: 6 });
  expect(task.mi.nats).toBeCloseTo(6, 12);
  expect(task.dimY).toBe(20);
});

test('every entry without complete defaults has an example that works', () => {
  for (const { id, example } of tasks.entries) {
    const task = createTask(example === undefined ? id : { ...(example as object), id });
    expect(task.mi.nats).toBeGreaterThanOrEqual(0);
  }
});

describe('parameters outside their domain get one line', () => {
  test.each<[string, () => unknown, string]>([
    ['df 0', () => studentT({ dimX: 1, dimY: 1, df: 0 }), 'studentT.df: expected a number above 0, got 0'],
    ['df by name', () => createTask({ id: 'student-t', df: -1 }), 'task.df: expected'],
    ['df missing', () => createTask('student-t'), 'task.df is missing'],
    [
      'a dispersion of the wrong size',
      () => studentT({ dimX: 1, dimY: 1, df: 1, dispersion: [[1]] }),
      'dispersion 1 rows for dimX + dimY = 2',
    ],
    [
      'a dispersion that is none',
      () =>
        studentT({
          dimX: 1,
          dimY: 1,
          df: 1,
          dispersion: [
            [1, 2],
            [2, 1],
          ],
        }),
      'dispersion is not positive definite: its 2nd leading minor',
    ],
    ['epsilon 0', () => additiveUniform({ epsilon: 0 }), 'additiveUniform.epsilon: expected'],
    ['rho 1', () => bimodal({ rho: 1 }), 'bimodal.rho: expected'],
    [
      'too negative a correlation',
      () => multinormalDense({ dimX: 2, dimY: 2, offDiagonal: -0.34 }),
      'multinormalDense.offDiagonal: expected',
    ],
    [
      'too many pairs',
      () => multinormalSparse({ dimX: 3, dimY: 1 }),
      'multinormalSparse.pairs is missing; give at most as many pairs',
    ],
    ['a fractional dimension', () => multinormalDense({ dimX: 1.5, dimY: 1 }), 'multinormalDense.dimX: expected'],
    ['no draws', () => additiveUniform({ epsilon: 1 }).sample(0, key), 'n 0 is no number of draws'],
  ])('%s', (_, act, message) => {
    expect(act).toThrow(InputError);
    expect(act).toThrow(message);
  });
});
