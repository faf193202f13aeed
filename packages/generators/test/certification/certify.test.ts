import { cholesky, createStream, foldIn, type Key, nextGamma, type Pairs, type Task } from '@minebench/core';
import {
  certify,
  gaussian,
  gaussianCovariance,
  spiralTransform,
  studentT,
  symmetricChannel,
  transformTask,
} from '@minebench/generators';
import { describe, expect, it } from 'vitest';

/** That of `npm test`; the suite at .005 is `minebench certify`. */
const options = { standardError: 0.02 };

const normals = (count: number, key: Key): Float64Array => {
  const numbers = new Float64Array(count);
  createStream(key).fillNormal(numbers);
  return numbers;
};

/** A task that states what it stated and draws something else. */
const planted = (task: Task, sample: Task['sample']): Task => ({ ...task, sample });
const failed = (task: Task): string[] =>
  certify(task, options)
    .checks.filter(({ verdict }) => verdict === 'fails')
    .map(({ name }) => name);

const COVARIANCE = [
  [1, 0.3, 0.6, 0],
  [0.3, 1, 0.2, 0.4],
  [0.6, 0.2, 1, -0.3],
  [0, 0.4, -0.3, 1],
];

/** Points L z of a factor that may be the wrong one. */
const linear =
  (entry: (i: number, k: number) => number, dimX: number, dimY: number) =>
  (count: number, key: Key): Pairs => {
    const size = dimX + dimY;
    const z = normals(count * size, key);
    const x = new Float64Array(count * dimX);
    const y = new Float64Array(count * dimY);
    for (let row = 0; row < count; row++) {
      for (let i = 0; i < size; i++) {
        let value = 0;
        for (let k = 0; k < size; k++) value += entry(i, k) * z[row * size + k];
        if (i < dimX) x[row * dimX + i] = value;
        else y[row * dimY + i - dimX] = value;
      }
    }
    return { count, dimX, dimY, x, y };
  };

describe('certification', () => {
  it('certifies true samplers, and says to what precision', () => {
    for (const task of [
      gaussian({ dimension: 3, rho: 0.7 }),
      gaussianCovariance({ dimX: 2, dimY: 2, covariance: COVARIANCE }),
    ]) {
      const certificate = certify(task, options);
      expect(certificate).toMatchObject({ task: task.id, verdict: 'certified', mi: task.mi });
      expect(Number(certificate.checks[0].numbers.standardError)).toBeLessThanOrEqual(options.standardError);
    }
  });

  it('is the same each time, and another with another seed', () => {
    const task = gaussian({ dimension: 1, rho: 0.5 });
    expect(certify(task, options)).toEqual(certify(task, options));
    expect(certify(task, { ...options, seed: 2 })).not.toEqual(certify(task, options));
  });

  it('draws as many as the standard error asks for', () => {
    // Var log r = rho^2 (science.md section 3): draws = rho^2 / se^2, in whole blocks of 2^16 / 2 rows.
    const task = gaussian({ dimension: 1, rho: 0.9 });
    const { numbers } = certify(task, { standardError: 0.001 }).checks[0];
    expect(Number(numbers.draws)).toBeGreaterThan(0.8 / 0.001 ** 2);
    expect(Number(numbers.draws)).toBeLessThan(0.82 / 0.001 ** 2 + 2 ** 15);
  });

  it('leaves open what the draws that it may spend do not decide, and a task with nothing to check', () => {
    const task = gaussian({ dimension: 20, rho: 0.9 });
    expect(certify(task, { standardError: 0.02, mostDraws: 10_000 }).verdict).toBe('unresolved');
    const { logDensityRatio: _, evidence: __, ...bare } = task;
    expect(certify(bare, options)).toMatchObject({ verdict: 'unresolved', checks: [] });
  });

  it.each([
    ['standardError', 0],
    ['standardError', Number.NaN],
    ['mostDraws', -1],
  ])('%s %s is refused', (name, value) => {
    expect(() => certify(gaussian({ dimension: 1, rho: 0 }), { [name]: value })).toThrow(
      `${name} ${value} is no positive number; give a number above 0`,
    );
  });
});

describe('a wrong sampler is caught', () => {
  const task = gaussianCovariance({ dimX: 2, dimY: 2, covariance: COVARIANCE });
  const { lower } = cholesky(COVARIANCE);

  it('not by planting a right one', () => {
    expect(
      failed(
        planted(
          task,
          linear((i, k) => lower[i * 4 + k], 2, 2),
        ),
      ),
    ).toEqual([]);
  });

  it('that multiplies by the transposed Cholesky factor', () => {
    const wrong = planted(
      task,
      linear((i, k) => lower[k * 4 + i], 2, 2),
    );
    expect(failed(wrong)).toEqual(['mean log density ratio', 'marginal distributions', 'correlations']);
  });

  it('that draws x and the noise of y from one key', () => {
    const rho = 0.6;
    const right = gaussian({ dimension: 2, rho });
    const reused = planted(right, (count, key) => {
      const x = normals(count * 2, key);
      const noise = normals(count * 2, key);
      const y = x.map((value, k) => rho * value + Math.sqrt(1 - rho * rho) * noise[k]);
      return { count, dimX: 2, dimY: 2, x, y };
    });
    expect(failed(reused)).toEqual(['mean log density ratio', 'marginal distributions', 'correlations']);
  });

  it('of independence whose x and y share a key: the ratio is 1 everywhere and sees nothing', () => {
    const right = gaussian({ dimension: 2, rho: 0 });
    const shared = planted(right, (count, key) => {
      const x = normals(count * 2, key);
      return { count, dimX: 2, dimY: 2, x, y: x.slice() };
    });
    expect(failed(shared)).toEqual(['correlations']);
  });

  it.each([1, 2, 3])(
    'of Student t that multiplies by sqrt(chi-squared / df) where it should divide (df = %d)',
    (df) => {
      const right = studentT({ dimX: 2, dimY: 2, df });
      const student = (multiply: boolean) => (count: number, key: Key) => {
        const stream = createStream(foldIn(key, 'scale'));
        const numbers = normals(count * 4, foldIn(key, 'normals'));
        for (let row = 0; row < count; row++) {
          const root = Math.sqrt((2 * nextGamma(stream, df / 2)) / df);
          for (let k = 4 * row; k < 4 * row + 4; k++) numbers[k] *= multiply ? root : 1 / root;
        }
        const side = (from: number) =>
          Float64Array.from({ length: count * 2 }, (_, k) => numbers[4 * (k >> 1) + from + (k & 1)]);
        return { count, dimX: 2, dimY: 2, x: side(0), y: side(2) };
      };
      expect(failed(planted(right, student(false)))).toEqual([]);
      // The mean ratio alone misses it at this precision where df is 3 or more.
      expect(failed(planted(right, student(true)))).toContain('marginal distributions');
    },
  );

  it('whose standard deviation is 3% too large', () => {
    const right = gaussian({ dimension: 1, rho: 0 });
    const wide = planted(right, (count, key) => {
      const pairs = right.sample(count, key);
      return { ...pairs, y: pairs.y.map((value) => 1.03 * value) };
    });
    // The distance of the distribution functions is .03 e^(-1/2) / sqrt(2 pi) = .0073; the bound at the 4 x 10^5 draws of this precision is .0038.
    expect(certify(wide, { standardError: 0.0025 }).verdict).toBe('refuted');
  });

  it('that gives NaN', () => {
    const right = gaussian({ dimension: 2, rho: 0.5 });
    const broken = planted(right, (count, key) => {
      const pairs = right.sample(count, foldIn(key, 'x'));
      pairs.y[3] = Number.NaN;
      return pairs;
    });
    expect(failed(broken)).toEqual(['mean log density ratio', 'marginal distributions', 'correlations']);
  });

  it('of a discrete table with two rows exchanged: each side has its right frequencies', () => {
    const right = symmetricChannel({ symbols: 3, error: 0.2 });
    const exchanged = planted(right, (count, key) => {
      const pairs = right.sample(count, key);
      const { x } = right.evidence!.alphabet!.symbols(pairs);
      // Each x takes the place of another symbol's: the uniform marginals stay, and so does the information, but not the table.
      const width = pairs.dimX;
      const moved = new Float64Array(pairs.x.length);
      const rowOf = [0, 1, 2].map((symbol) => x.indexOf((symbol + 1) % 3));
      for (let row = 0; row < count; row++)
        for (let k = 0; k < width; k++) moved[row * width + k] = pairs.x[rowOf[x[row]] * width + k];
      return { ...pairs, x: moved };
    });
    expect(failed(exchanged)).toContain('joint table');
    expect(failed(exchanged)).not.toContain('plug-in estimate');
  });

  it('of an image under another map than the one it names', () => {
    const base = gaussian({ dimension: 3, rho: 0.6 });
    const right = transformTask(base, spiralTransform);
    const unturned = planted(right, (count, key) => base.sample(count, key));
    expect(failed(unturned)[0]).toBe('mean log density ratio');
  });
});
