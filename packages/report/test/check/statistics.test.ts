import { createStream, keyFromSeed, normalCdf, standardDeviation } from '@minebench/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crossingProbability } from '../../src/check/crossing-probability.ts';
import { failureScores } from '../../src/check/failure-test.ts';
import { holm } from '../../src/check/holm.ts';
import { moderateVariances } from '../../src/check/moderated-variance.ts';
import { SequentialScore, scoreOf } from '../../src/check/sequential-score.ts';
import { spreadScore } from '../../src/check/spread-test.ts';

const equalLooks = (count: number) => Array.from({ length: count }, (_, index) => (index + 1) / count);

describe('crossing probability', () => {
  it('is the normal tail at a single look', () => {
    for (const level of [-3, 0, 1, 4, 8]) expect(crossingProbability([1], level)).toBeCloseTo(normalCdf(-level), 14);
  });

  // O'Brien and Fleming's constants, Jennison and Turnbull 2000, table 2.3, two-sided 0.05 and 0.01: three decimals, worth 0.2% of the level each.
  it.each([
    [2, 1.977, 0.025],
    [3, 2.004, 0.025],
    [4, 2.024, 0.025],
    [5, 2.04, 0.025],
    [2, 2.58, 0.005],
    [5, 2.621, 0.005],
  ])('%d looks cross %d with the published probability %d', (looks, level, published) => {
    expect(Math.abs(crossingProbability(equalLooks(looks), level) / published - 1)).toBeLessThan(3e-3);
  });

  it('lies between the tail at the last look and twice it, which is that of watching all the time (reflection)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.double({ min: 0.1, max: 7, noNaN: true }), (looks, level) => {
        const tail = normalCdf(-level);
        const crossed = crossingProbability(equalLooks(looks), level);
        expect(crossed).toBeGreaterThan(tail * (1 - 1e-10));
        expect(crossed).toBeLessThan(2 * tail);
      }),
      { seed: 8, numRuns: 50 },
    );
  });

  it('agrees with simulated paths at uneven looks', () => {
    const [looks, level, paths] = [[0.2, 0.5, 1], 1.2, 40_000];
    const stream = createStream(keyFromSeed(3));
    let crossed = 0;
    for (let path = 0; path < paths; path++) {
      let [at, before] = [0, 0];
      const reached = looks.map((fraction) => {
        at += Math.sqrt(fraction - before) * stream.normal();
        before = fraction;
        return at;
      });
      if (Math.max(...reached) >= level) crossed++;
    }
    const expected = crossingProbability(looks, level);
    // four standard errors
    const allowed = 4 * Math.sqrt((expected * (1 - expected)) / paths);
    expect(Math.abs(crossed / paths - expected)).toBeLessThan(allowed);
  });
});

describe('sequential p-value', () => {
  it('is 1 before anything is seen, and never rises', () => {
    const score = new SequentialScore([0.5, 1]);
    expect(score.pValue).toBe(1);
    score.see(0, 3);
    const first = score.pValue;
    expect(first).toBeLessThan(1);
    score.see(1, -5);
    expect(score.pValue).toBe(first);
  });

  it('turns tail probabilities into scores and back, both ways', () => {
    for (const tail of [1e-12, 0.01, 0.5, 0.99]) expect(normalCdf(-scoreOf(tail)) / tail).toBeCloseTo(1, 10);
    expect([scoreOf(0), scoreOf(1)]).toEqual([37, -37]);
  });
});

describe("Holm's procedure", () => {
  it('multiplies the k-th smallest of m by m - k + 1, and keeps their order', () => {
    // Holm 1979: 3 x .01, 2 x .03, then no less than that.
    expect(holm([0.04, 0.01, 0.03])).toEqual([0.06, 0.03, 0.06]);
    expect(holm([0.9, 0.8])).toEqual([1, 1]);
    expect(holm([])).toEqual([]);
  });
});

describe('moderated variance', () => {
  const estimates = (scales: readonly number[], df: number) => {
    const stream = createStream(keyFromSeed(5));
    return scales.map((scale) => ({
      group: 'dv',
      df,
      variance: standardDeviation(Array.from({ length: df + 1 }, () => scale * stream.normal())) ** 2,
    }));
  };

  it('pools equal variances, and keeps to variances of widely different scales', () => {
    const equal = moderateVariances(estimates(new Array(40).fill(0.1), 5));
    // Pooled over 200 degrees of freedom, a variance is known to a standard error of 10%.
    for (const { variance, df } of equal) {
      expect(Math.abs(variance / 0.01 - 1)).toBeLessThan(0.4);
      expect(df).toBeGreaterThan(20);
    }
    const given = estimates([0.001, 0.01, 0.1, 1, 10, 100], 5);
    const apart = moderateVariances(given);
    for (const [index, { df }] of apart.entries()) expect([index, df < 6]).toEqual([index, true]);
  });

  it('leaves a variance alone that has no group', () => {
    expect(moderateVariances([{ group: 'dv', variance: 2, df: 3 }])).toEqual([{ variance: 2, df: 3 }]);
  });
});

describe('spread test', () => {
  it('is standard normal where spreads have the given ratio, whatever their scales and correlation', () => {
    const stream = createStream(keyFromSeed(6));
    const scores = Array.from({ length: 2000 }, () =>
      spreadScore(
        [0.01, 0.1, 3].map((scale) => {
          const before = Array.from({ length: 6 }, () => scale * stream.normal());
          const after = before.map((value) => 1.5 * (0.8 * value + 0.6 * scale * stream.normal()));
          return { before, after };
        }),
        1.5,
      ),
    );
    // The share beyond the 5% point has a standard error of 0.5%.
    const share = scores.filter((score) => score! > 1.6449).length / scores.length;
    expect(Math.abs(share - 0.05)).toBeLessThan(0.02);
    expect(standardDeviation(scores as number[])).toBeCloseTo(1, 1);
  });

  it('is null where no task has three seeds', () => {
    expect(spreadScore([{ before: [1, 2], after: [2, 3] }], 1)).toBeNull();
  });
});

describe('failure test', () => {
  it('is the binomial tail of the margin where nothing was lost', () => {
    const { fine } = failureScores({ pairs: 48, lost: 0, recovered: 0 }, 0.1);
    expect(normalCdf(-fine)).toBeCloseTo(0.9 ** 48, 12);
  });

  it('without a margin is symmetric: lost and recovered change places', () => {
    const one = failureScores({ pairs: 20, lost: 7, recovered: 2 }, 0);
    const other = failureScores({ pairs: 20, lost: 2, recovered: 7 }, 0);
    expect(one.worse).toBeCloseTo(other.fine, 10);
  });

  it('keeps its level at the margin: at most 5% of draws reach the 5% score', () => {
    const stream = createStream(keyFromSeed(7));
    const draws = 2000;
    let rejected = 0;
    for (let draw = 0; draw < draws; draw++) {
      let [lost, recovered] = [0, 0];
      for (let pair = 0; pair < 40; pair++) {
        const uniform = stream.uniform();
        if (uniform < 0.25) lost++;
        else if (uniform < 0.35) recovered++;
      }
      if (failureScores({ pairs: 40, lost, recovered }, 0.15).worse > 1.6449) rejected++;
    }
    // 5%, and three standard errors of it.
    expect(rejected / draws).toBeLessThan(0.065);
  });
});
