import { InputError, mean, type PairBound, type ProductBound, standardErrorOfMean } from '@minebench/core';
import { onHost, tf } from '@minebench/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bounds } from '../../src/index.ts';
import { diagonalOf } from '../../src/neural/network-values.ts';
import { gaussianMi } from '../gaussian-split.ts';
import { gaussianRows, trueConditional } from './conditional-gaussian.ts';
import { lawOf, type Table } from './contingency-table.ts';

const l1out = bounds.create({ id: 'l1out', hidden: [] }) as ProductBound;
const club = bounds.create({ id: 'club', hidden: [] }) as PairBound;

type Matrix = readonly (readonly number[])[];

const estimate = (scores: Matrix): number =>
  onHost(() => {
    const product = tf.tensor2d(scores.map((row) => [...row]));
    return l1out.estimate({ joint: diagonalOf(product), product, own: {} }).dataSync()[0];
  });

/** The definition in float64; scores[i][j] is log q(y_j|x_i). */
function exact(scores: Matrix): number {
  return mean(
    scores.map((_, i) => {
      const others = scores.map((row) => row[i]).filter((_, j) => j !== i);
      const largest = Math.max(...others);
      return scores[i][i] - largest - Math.log(mean(others.map((t) => Math.exp(t - largest))));
    }),
  );
}

const matrices = fc.integer({ min: 2, max: 6 }).chain((K) =>
  fc.array(fc.array(fc.double({ min: -6, max: 6, noNaN: true }), { minLength: K, maxLength: K }), {
    minLength: K,
    maxLength: K,
  }),
);

describe('L1Out on given log densities', () => {
  it("sets log q(y_i|x_i) against the mixture of the other x_j's densities at y_i", () => {
    fc.assert(
      fc.property(matrices, (scores) => {
        expect(estimate(scores)).toBeCloseTo(exact(scores), 4);
      }),
      { seed: 1 },
    );
  });

  it('is nowhere above CLUB with all other pairs as references, and equal to it at K = 2', () => {
    fc.assert(
      fc.property(matrices, (scores) => {
        const upper = onHost(() => {
          const joint = tf.tensor1d(scores.map((row, i) => row[i]));
          const reference = tf.tensor1d(scores.flatMap((row, i) => row.filter((_, j) => j !== i)));
          return club.estimate({ joint, reference, own: {}, ownReference: {} }).dataSync()[0];
        });
        const value = estimate(scores);
        if (scores.length === 2) expect(value).toBeCloseTo(upper, 4);
        expect(value).toBeLessThan(upper + 1e-4);
      }),
      { seed: 2 },
    );
  });

  it('stays finite where the joint density is e^1000 times any other', () => {
    const scores = [
      [0, -1000, -1003],
      [-1001, 5, -999],
      [-1002, -1000, -3],
    ];
    expect(estimate(scores) / exact(scores)).toBeCloseTo(1, 6);
  });

  it('refuses a batch of one pair, which leaves no other', () => {
    expect(() => estimate([[0]])).toThrow(InputError);
    expect(() => estimate([[0]])).toThrow('batchSize 1 leaves no other pair');
  });

  it('trains on the joint pairs alone', () => {
    onHost(() => {
      const product = tf.tensor2d([
        [1, 7],
        [8, 3],
      ]);
      const context = { joint: diagonalOf(product), product, own: {} };
      expect(l1out.objective(context, {}).value.dataSync()[0]).toBe(2);
      expect(l1out.criterion!(context).dataSync()[0]).toBe(2);
    });
  });
});

describe('at the true conditional', () => {
  const twoByTwo = fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 2 }), {
    minLength: 2,
    maxLength: 2,
  });

  /** Expectation over every batch of K pairs of a 2 x 2 table. */
  function inExpectation(table: Table, K: number): number {
    const { joint, ofX } = lawOf(table);
    const cells = [0, 1].flatMap((x) => [0, 1].map((y) => [x, y] as const));
    let expected = 0;
    for (let batch = 0; batch < 4 ** K; batch++) {
      const pairs = Array.from({ length: K }, (_, k) => cells[Math.floor(batch / 4 ** k) % 4]);
      const probability = pairs.reduce((product, [x, y]) => product * joint(x, y), 1);
      const scores = pairs.map(([x]) => pairs.map(([, y]) => Math.log(joint(x, y) / ofX[x])));
      expected += probability * estimate(scores);
    }
    return expected;
  }

  it('is an upper bound in expectation over all batches of a finite alphabet, and falls with K', () => {
    fc.assert(
      fc.property(twoByTwo, (table) => {
        const [two, three] = [inExpectation(table, 2), inExpectation(table, 3)];
        expect(three).toBeGreaterThan(lawOf(table).mi - 1e-5);
        expect(two).toBeGreaterThan(three - 1e-5);
      }),
      { seed: 3, numRuns: 15 },
    );
  });

  it('of correlated Gaussians, lies above the information and comes down to it as K grows', () => {
    const rho = 0.8;
    const read = (K: number, blocks: number) => {
      const values = Float64Array.from({ length: blocks }, (_, block) =>
        onHost(() => {
          const { x, y } = gaussianRows(100 + block, K, 1, rho);
          const product = l1out.critic!.scoreProduct!(trueConditional(1, rho), x, y);
          return l1out.estimate({ joint: diagonalOf(product), product, own: {} }).dataSync()[0];
        }),
      );
      return { value: mean(values), standardError: standardErrorOfMean(values) };
    };
    const [small, large] = [read(4, 200), read(256, 20)];
    const truth = gaussianMi(1, rho);
    expect(small.value).toBeGreaterThan(truth + 4 * small.standardError);
    expect(large.value).toBeGreaterThan(truth - 4 * large.standardError);
    // Above it by Var_Q r / (2 (K - 1)) to first order, Var_Q r = e^(2I) - 1 (science.md, section 3).
    const above = (Math.exp(2 * truth) - 1) / (2 * 255);
    expect(large.value).toBeLessThan(truth + above + 4 * large.standardError);
  });
});
