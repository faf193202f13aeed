import { createStream, keyFromSeed } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { columnFacts, isConstant, isDiscrete } from '../../src/own-data/column-facts.ts';
import { tailIndex } from '../../src/own-data/tail-index.ts';

const column = (values: readonly number[] | Float64Array) => ({
  name: 'a',
  variable: 'x' as const,
  values: Float64Array.from(values),
});

describe('facts of a column', () => {
  it('leaves the column as it is', () => {
    const given = column([3, 1, 2, 2]);
    const { mean, standardDeviation, distinct } = columnFacts(given);
    // Squares of deviations sum to 2, over n - 1 = 3.
    expect({ mean, distinct }).toEqual({ mean: 2, distinct: 3 });
    expect(standardDeviation).toBeCloseTo(Math.sqrt(2 / 3), 14);
    expect([...given.values]).toEqual([3, 1, 2, 2]);
  });

  it.each([
    [1, 1000, { constant: true, discrete: false }],
    [2, 1000, { constant: false, discrete: true }],
    [100, 1000, { constant: false, discrete: true }],
    [101, 1000, { constant: false, discrete: false }],
    [1001, 100_000, { constant: false, discrete: false }],
  ])('%i different values of %i rows', (distinct, rows, expected) => {
    expect({ constant: isConstant({ distinct }), discrete: isDiscrete({ distinct, rows }) }).toEqual(expected);
  });
});

describe("Hill's tail index", () => {
  const uniforms = (count: number) => {
    const values = new Float64Array(count);
    createStream(keyFromSeed(5)).fillUniform(values);
    return values;
  };

  it.each([1, 2.5, 6])('of both tails of a Pareto distribution, alpha = %f', (alpha) => {
    // |x| = u^(-1/alpha), signs in turn: the tail is Pareto whatever the sample's median, which lies between -1 and 1.
    const values = uniforms(40_000).map((u, k) => (k % 2 === 0 ? 1 : -1) * (1 - u) ** (-1 / alpha));
    const found = tailIndex(values.sort())!;
    expect(found.standardError).toBeCloseTo(found.alpha / Math.sqrt(200), 10);
    // Four standard errors, and for the median, at most 1 of a threshold of 200^(1/alpha), as much again.
    expect(Math.abs(found.alpha - alpha)).toBeLessThan(4 * found.standardError + alpha / 200 ** (1 / alpha));
  });

  it('does not depend on scale, place or sign', () => {
    const values = uniforms(1000).map((u) => Math.tan(Math.PI * (u - 0.5)));
    const { alpha } = tailIndex(values.slice().sort())!;
    for (const image of [values.map((v) => 8 * v), values.map((v) => -v)])
      expect(tailIndex(image.sort())!.alpha).toBeCloseTo(alpha, 2);
  });

  it('of tied tails there is none', () => {
    expect(tailIndex(new Float64Array(100).fill(2))).toBeUndefined();
    expect(tailIndex(Float64Array.from({ length: 100 }, (_, k) => (k < 50 ? 0 : 1)))).toBeUndefined();
  });
});
