import { onHost, tf } from '@minebench/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bounds } from '../../src/index.ts';
import { normals } from '../normals.ts';

/** A bound's estimate on given critic values. */
const estimate = (id: string, joint: ArrayLike<number>, reference: ArrayLike<number>): number => {
  const bound = bounds.create(id);
  return onHost(
    () =>
      bound
        .estimate({
          joint: tf.tensor1d(Float32Array.from(joint)),
          reference: tf.tensor1d(Float32Array.from(reference)),
        })
        .dataSync()[0],
  );
};

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

describe('the value of a bound on given critic values', () => {
  const scores = fc.array(fc.double({ min: -8, max: 8, noNaN: true }), { minLength: 1, maxLength: 40 });

  it('DV is E_P t - log E_Q e^t, for any constant added to t', () => {
    fc.assert(
      fc.property(scores, scores, fc.double({ min: -30, max: 30, noNaN: true }), (joint, reference, constant) => {
        const expected = mean(joint) - Math.log(mean(reference.map(Math.exp)));
        const shifted = (values: number[]) => values.map((t) => t + constant);
        // float32 carries 24 bits of numbers up to 40.
        expect(estimate('dv', joint, reference)).toBeCloseTo(expected, 4);
        expect(estimate('dv', shifted(joint), shifted(reference))).toBeCloseTo(expected, 4);
      }),
      { seed: 1 },
    );
  });

  it('MINE is read as DV', () => {
    fc.assert(
      fc.property(scores, scores, (joint, reference) => {
        expect(estimate('mine', joint, reference)).toBe(estimate('dv', joint, reference));
      }),
      { seed: 2 },
    );
  });

  it('MINE-f lies below DV by u - 1 - log u with u = E_Q e^(t-1), on every sample (science.md, section 1)', () => {
    fc.assert(
      fc.property(scores, scores, (joint, reference) => {
        const u = mean(reference.map((t) => Math.exp(t - 1)));
        const gap = estimate('dv', joint, reference) - estimate('mine-f', joint, reference);
        expect(gap).toBeGreaterThanOrEqual(-1e-5 * (1 + u));
        expect(Math.abs(gap - (u - 1 - Math.log(u)))).toBeLessThan(1e-5 * (10 + u));
      }),
      { seed: 3 },
    );
  });

  it('does not overflow at critic values where e^t does', () => {
    expect(estimate('dv', [1000], [1000, 1000])).toBeCloseTo(0, 3);
    expect(estimate('dv', [-1000], [-1000, -1000])).toBeCloseTo(0, 3);
  });
});

describe('at the optimal critic of correlated Gaussians, d = 1, rho = 0.5', () => {
  const rho = 0.5;
  const truth = -0.5 * Math.log(1 - rho * rho);
  const count = 200_000;
  const x = normals(10, count);
  const noise = normals(11, count);
  const ratio = (a: number, b: number) =>
    truth - (rho * rho * (a * a + b * b) - 2 * rho * a * b) / (2 * (1 - rho * rho));
  const joint = x.map((a, k) => ratio(a, rho * a + Math.sqrt(1 - rho * rho) * noise[k]));
  const reference = normals(12, count).map((a, k) => ratio(a, x[k]));
  // Var_P log r = rho^2, Var_Q r = e^(2I) - 1 (science.md, section 3).
  const standardError = Math.sqrt((rho * rho) / count + (Math.exp(2 * truth) - 1) / count);

  it.each([
    ['dv', 0],
    ['mine', 0],
    ['mine-f', 1],
  ])('%s reads the mutual information within four standard errors', (id, shift) => {
    const moved = (t: Float64Array) => t.map((value) => value + shift);
    expect(Math.abs(estimate(id, moved(joint), moved(reference)) - truth)).toBeLessThan(4 * standardError);
  });

  it.each(['dv', 'mine', 'mine-f'])('the influence function of %s has the variance of the estimate', (id) => {
    const bound = bounds.create(id);
    const shift = id === 'mine-f' ? 1 : 0;
    const size = 400;
    const repeats = 500;
    const values: number[] = [];
    const predicted: number[] = [];
    for (let k = 0; k < repeats; k++) {
      const part = (t: Float64Array) =>
        Float32Array.from(t.subarray(k * size, (k + 1) * size), (value) => value + shift);
      onHost(() => {
        const context = { joint: tf.tensor1d(part(joint)), reference: tf.tensor1d(part(reference)) };
        values.push(bound.estimate(context).dataSync()[0]);
        const influence = bound.influence!(context);
        const variance = (t: typeof influence.joint) => tf.moments(t).variance.dataSync()[0] / size;
        predicted.push(variance(influence.joint) + variance(influence.reference));
      });
    }
    const centre = mean(values);
    const observed = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (repeats - 1);
    // A variance over 500 near-normal repeats has a relative standard error of sqrt(2/499) = 6.3%; four of them and the O(1/400) bias: 27%.
    expect(Math.abs(mean(predicted) / observed - 1)).toBeLessThan(0.27);
  });
});
