import { createStream, InputError, keyFromSeed, mean, normalCdf, standardDeviation } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { columnFacts } from '../../src/own-data/column-facts.ts';
import { normalScores, standardize } from '../../src/own-data/transform-column.ts';

const draws = (count: number): Float64Array => {
  const values = new Float64Array(count);
  createStream(keyFromSeed(2)).fillNormal(values);
  return values.map((value) => 1e6 + 3 * value ** 3);
};

describe('a standardised column', () => {
  it('has mean 0 and standard deviation 1', () => {
    const values = draws(1000);
    standardize(values, columnFacts({ name: 'a', variable: 'x', values }));
    expect(mean(values)).toBeCloseTo(0, 9);
    expect(standardDeviation(values)).toBeCloseTo(1, 9);
  });

  it('is refused where its squares overflow', () => {
    const values = Float64Array.of(-1e308, 1e308, 0);
    const facts = columnFacts({ name: 'huge', variable: 'x', values });
    expect(() => standardize(values, facts)).toThrow(InputError);
    expect(() => standardize(values, facts)).toThrow('column huge');
  });
});

describe('normal scores', () => {
  it('are quantiles of rank / (n + 1), in the order of the values', () => {
    const values = Float64Array.of(50, -1e300, 7, 8);
    normalScores(values);
    [0.8, 0.2, 0.4, 0.6].forEach((share, row) => {
      expect(normalCdf(values[row])).toBeCloseTo(share, 12);
    });
  });

  it('give equal values their mean rank, and others never the same', () => {
    const values = Float64Array.of(3, 1, 3, 2, 3);
    normalScores(values);
    // Ranks 4, 1, 4, 2, 4 of 5.
    [4, 1, 4, 2, 4].forEach((rank, row) => {
      expect(normalCdf(values[row])).toBeCloseTo(rank / 6, 12);
    });
  });

  it('do not change under a monotone map', () => {
    const values = draws(500);
    const image = values.map((value) => Math.exp(value / 1e6));
    normalScores(values);
    normalScores(image);
    expect(image).toEqual(values);
  });
});
