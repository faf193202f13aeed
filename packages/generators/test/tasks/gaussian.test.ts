import { foldIn, InputError, keyFromSeed, logMeanExp, mean, variance } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import { createTask, gaussian, independentDraws, rhoOfMi } from '../../src/index.ts';

const key = keyFromSeed(31);

describe('mutual information', () => {
  test.each([
    [1, 0.8, Math.log(5 / 3)],
    [20, 0.5, 10 * Math.log(4 / 3)],
    [20, 0.9, 10 * Math.log(100 / 19)],
    [3, -0.6, 3 * Math.log(1.25)],
    [1, 0, 0],
  ])('d = %i, rho = %d: %d nats', (dimension, rho, nats) => {
    expect(gaussian({ dimension, rho }).mi.nats).toBeCloseTo(nats, 13);
    expect(gaussian({ dimension, rho }).mi.method).toBe('analytic');
  });

  test('is accurate for a correlation near 0: rho^2/2 and a relative correction of rho^2/2', () => {
    for (const rho of [1e-3, 1e-6, 1e-9]) {
      const { nats } = gaussian({ dimension: 1, rho }).mi;
      expect(Math.abs(nats / (rho ** 2 / 2 + rho ** 4 / 4 + rho ** 6 / 6) - 1)).toBeLessThan(1e-15);
    }
  });

  test('is accurate for a correlation near 1: 1 - rho^2 = (1 - rho)(1 + rho), exact at rho = 1 - 2^-k', () => {
    for (const k of [10, 30, 50]) {
      const { nats } = gaussian({ dimension: 1, rho: 1 - 2 ** -k }).mi;
      expect(Math.abs(nats / (((k - 1) * Math.LN2 - Math.log1p(-(2 ** (-k - 1)))) / 2) - 1)).toBeLessThan(1e-15);
    }
  });

  test.each([
    [1, 0],
    [1, 1e-9],
    [1, 0.740525],
    [20, 2],
    [20, 10],
    [5, 40],
  ])('d = %i: the correlation of %d nats gives them back', (dimension, mi) => {
    const task = createTask({ id: 'gaussian', dimension, mi });
    // rho near 1 is rounded to 2^-53, which moves the information by 2^-53 / (1 - rho^2) a component
    const rounding = (dimension * 2 ** -53) / (1 - rhoOfMi(mi, dimension) ** 2);
    expect(Math.abs(task.mi.nats - mi)).toBeLessThan(4e-15 * (1 + mi) + rounding);
  });

  test('rho = .878977 carries the .740525 nats of the lecture', () => {
    expect(rhoOfMi(0.740525, 1)).toBeCloseTo(0.878977, 6);
  });
});

describe('samples', () => {
  const count = 200_000;

  test.each([0.8, -0.3, 0])(
    'rho = %d: unit variances, correlation rho within a pair of components, none elsewhere',
    (rho) => {
      const { x, y } = gaussian({ dimension: 2, rho }).sample(count, key);
      const column = (values: Float64Array, k: number): Float64Array =>
        Float64Array.from({ length: count }, (_, row) => values[2 * row + k]);
      const columns = [column(x, 0), column(x, 1), column(y, 0), column(y, 1)];
      const expected = [
        [1, 0, rho, 0],
        [0, 1, 0, rho],
        [rho, 0, 1, 0],
        [0, rho, 0, 1],
      ];
      for (let i = 0; i < 4; i++) {
        expect(Math.abs(mean(columns[i]))).toBeLessThan(4.5 / Math.sqrt(count));
        for (let j = 0; j <= i; j++) {
          const covariance = mean(columns[i].map((value, row) => value * columns[j][row]));
          // Var(U V) = 1 + rho^2 for standard normal U, V of correlation rho
          const standardError = Math.sqrt((1 + expected[i][j] ** 2) / count);
          expect(Math.abs(covariance - expected[i][j])).toBeLessThan(4.5 * standardError);
        }
      }
    },
  );

  test('a longer sample begins with a shorter one of the same key', () => {
    const task = gaussian({ dimension: 3, rho: 0.7 });
    const long = task.sample(1000, key);
    const short = task.sample(10, key);
    expect(short.x).toEqual(long.x.slice(0, 30));
    expect(short.y).toEqual(long.y.slice(0, 30));
    expect(long).toMatchObject({ count: 1000, dimX: 3, dimY: 3 });
  });

  test('the same key gives the same sample, another key another; X does not depend on rho', () => {
    const task = gaussian({ dimension: 1, rho: 0.7 });
    expect(task.sample(5, key)).toEqual(task.sample(5, key));
    expect(task.sample(5, foldIn(key, 1)).x).not.toEqual(task.sample(5, key).x);
    expect(gaussian({ dimension: 1, rho: 0 }).sample(5, key).x).toEqual(task.sample(5, key).x);
    expect(task.sample(5, key).y).not.toEqual(task.sample(5, key).x);
  });

  test.each([0, -1, 2.5, NaN])('%s draws are refused', (draws) => {
    expect(() => gaussian({ dimension: 1, rho: 0 }).sample(draws, key)).toThrow(InputError);
  });
});

describe('the log density ratio', () => {
  const logNormal = (x: number, y: number, rho: number): number =>
    -Math.log(2 * Math.PI) - Math.log(1 - rho ** 2) / 2 - (x * x - 2 * rho * x * y + y * y) / (2 * (1 - rho ** 2));

  test('is the log of the joint density less those of the marginals', () => {
    const task = gaussian({ dimension: 2, rho: -0.6 });
    const pairs = task.sample(50, key);
    const ratios = task.logDensityRatio!(pairs);
    for (let row = 0; row < 50; row++) {
      let expected = 0;
      for (const k of [2 * row, 2 * row + 1])
        expected += logNormal(pairs.x[k], pairs.y[k], -0.6) - logNormal(pairs.x[k], pairs.y[k], 0);
      expect(ratios[row]).toBeCloseTo(expected, 12);
    }
  });

  test.each([
    [1, 0.8],
    [20, 0.5],
    [20, -0.9],
    [1, 1 - 2 ** -50],
  ])('d = %i, rho = %d: mean I and variance d rho^2 under P', (dimension, rho) => {
    const count = 100_000;
    const task = gaussian({ dimension, rho });
    const ratios = task.logDensityRatio!(task.sample(count, key));
    const spread = dimension * rho ** 2;
    expect(Math.abs(mean(ratios) - task.mi.nats)).toBeLessThan(4.5 * Math.sqrt(spread / count));
    // log r - I is rho times a sum of d products of independent normals (its two eigenvalues are +-rho): fourth cumulant 6 d rho^4
    const kurtosis = (3 * spread ** 2 + 6 * dimension * rho ** 4) / spread ** 2;
    expect(Math.abs(variance(ratios) / spread - 1)).toBeLessThan(4.5 * Math.sqrt((kurtosis - 1) / count));
  });

  test('E_Q r = 1: the log of its mean over independent draws is 0', () => {
    const count = 200_000;
    const task = gaussian({ dimension: 4, rho: 0.3 });
    const draws = independentDraws(task, count, key);
    // Var_Q r = e^(2I) - 1
    const standardError = Math.sqrt(Math.expm1(2 * task.mi.nats) / count);
    expect(Math.abs(logMeanExp(task.logDensityRatio!(draws)))).toBeLessThan(4.5 * standardError);
  });
});

describe('independent draws', () => {
  test('have the marginals and no correlation', () => {
    const count = 200_000;
    const { x, y } = independentDraws(gaussian({ dimension: 1, rho: 0.9 }), count, key);
    expect(Math.abs(mean(x.map((value, row) => value * y[row])))).toBeLessThan(4.5 / Math.sqrt(count));
    expect(Math.abs(variance(x) - 1)).toBeLessThan(4.5 * Math.sqrt(2 / count));
    expect(Math.abs(variance(y) - 1)).toBeLessThan(4.5 * Math.sqrt(2 / count));
  });

  test('share no point with the joint sample of their key', () => {
    const task = gaussian({ dimension: 1, rho: 0.9 });
    const joint = task.sample(100, key);
    const drawn = independentDraws(task, 100, key);
    expect(drawn.x.some((value) => joint.x.includes(value))).toBe(false);
    expect(drawn.y.some((value) => joint.y.includes(value))).toBe(false);
  });
});

describe('options', () => {
  test.each([
    [{ id: 'gaussian', rho: 1 }, 'task.rho: expected'],
    [{ id: 'gaussian', rho: -1 }, 'task.rho: expected'],
    [{ id: 'gaussian', rho: NaN }, 'task.rho: expected'],
    [{ id: 'gaussian', rho: '0.5' }, 'task.rho: expected'],
    [{ id: 'gaussian', mi: -0.1 }, 'task.mi: expected'],
    [{ id: 'gaussian', mi: 100 }, 'lower mi or raise dimension'],
    [{ id: 'gaussian', rho: 0.5, dimension: 0 }, 'task.dimension: expected a positive whole number, got 0'],
    [{ id: 'gaussian', rho: 0.5, dimension: -2 }, 'task.dimension: expected'],
    [{ id: 'gaussian', rho: 0.5, dimension: 1.5 }, 'task.dimension: expected'],
    [{ id: 'gaussian', rho: 0.5, dimension: NaN }, 'task.dimension: expected'],
    [{ id: 'gaussian', rho: 0.5, mi: 1 }, 'task: expected exactly one of rho and mi, got {'],
    [{ id: 'gaussian' }, 'task: expected exactly one of rho and mi, got {'],
    ['gaussian', 'task: expected exactly one of rho and mi, got {'],
    [{ id: 'gaussian', roh: 0.5 }, 'task.roh is no known field; did you mean rho?'],
    ['gausian', 'task "gausian" is no known task; did you mean gaussian?'],
  ])('%j: %s', (choice, message) => {
    expect(() => createTask(choice)).toThrow(InputError);
    expect(() => createTask(choice)).toThrow(message);
  });

  test('are checked without the registry too', () => {
    expect(() => gaussian({ dimension: 1, rho: 1 })).toThrow('gaussian.rho: expected');
    expect(() => gaussian({ dimension: 0, rho: 0 })).toThrow('gaussian.dimension: expected');
  });

  test('name the task', () => {
    expect(createTask({ id: 'gaussian', rho: 0.5 }).id).toBe('gaussian(dimension=1, rho=0.5)');
  });
});
