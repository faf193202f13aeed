import { createStream, keyFromSeed } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { analyseComparison, comparisonJson } from '../../src/comparison/analyse-comparison.ts';
import { outcomeTable } from '../../src/comparison/outcomes.ts';
import { pairedDifferences } from '../../src/comparison/paired-differences.ts';
import { rankSummaries } from '../../src/comparison/ranks.ts';
import { mostSeeds, seedsNeeded } from '../../src/comparison/seeds-needed.ts';
import { stratifiedBootstrap } from '../../src/comparison/stratified-bootstrap.ts';
import { studentInterval } from '../../src/comparison/student-interval.ts';
import { tallyOf, taskDuels } from '../../src/comparison/task-duels.ts';
import { type Planted, plantedComparison } from './planted-records.ts';

const good = { name: 'good', bias: 0.2, spread: 0.01 };
const bad = { name: 'bad', bias: 0.4, spread: 0.01 };

const analysed = (planted: Partial<Planted>) => {
  const { records, view } = plantedComparison({ contestants: [good, bad], tasks: 6, replicates: 3, ...planted });
  return analyseComparison(records, view);
};

/** Normal deviates in strata. */
function normalStrata(stream: ReturnType<typeof createStream>, tasks: number, seeds: number, center: number) {
  return Array.from({ length: tasks }, () => {
    const values = new Float64Array(seeds);
    stream.fillNormal(values);
    return [...values].map((value) => center + value);
  });
}

describe('contestants with known errors', () => {
  it('who errs less wins: on every task, over all and in rank', () => {
    const { differences, tallies, ranks, costs } = analysed({});
    // |errors| differ by 0.2 with a standard deviation of 0.014 that is their own: what they share has gone.
    expect(differences).toHaveLength(1);
    expect(differences[0]).toMatchObject({ a: 'good', b: 'bad', resolved: true, better: 'good', pairs: 18, tasks: 6 });
    expect(differences[0].meanDifference).toBeCloseTo(-0.2, 1);
    expect(differences[0].low).toBeGreaterThan(-0.23);
    expect(differences[0].high).toBeLessThan(-0.17);
    expect(tallies).toEqual([
      { wins: 6, ties: 0, losses: 0 },
      { wins: 0, ties: 0, losses: 6 },
    ]);
    expect(ranks.map(({ meanRank }) => meanRank)).toEqual([1, 2]);
    // The mean of 18 errors of standard deviation 0.05: within 4 standard errors.
    expect(Math.abs((costs[0].meanAbsoluteError ?? 0) - 0.2)).toBeLessThan(4 * (0.051 / Math.sqrt(18)));
  });

  it('what all share on a replicate is no part of a difference', () => {
    const spread = ({ low, high }: { low: number | null; high: number | null }) => (high ?? 0) - (low ?? 0);
    const apart = { ...bad, bias: 0.6 };
    const one = analysed({ contestants: [{ ...good, bias: 0.5 }, apart], common: 0 }).differences[0];
    const other = analysed({ contestants: [{ ...good, bias: 0.5 }, apart], common: 0.1 }).differences[0];
    expect(spread(other)).toBeCloseTo(spread(one), 10);
  });

  it('equal ones tie and are not resolved, with the seeds that would resolve the difference that chance made', () => {
    const equal = { bias: 0.2, spread: 0.05 };
    const planted = {
      contestants: [
        { name: 'a', ...equal },
        { name: 'b', ...equal },
      ],
      seed: 5,
    };
    const { differences, tallies } = analysed(planted);
    expect(differences[0]).toMatchObject({ resolved: false, better: null });
    expect(differences[0].seedsNeeded ?? mostSeeds).toBeGreaterThan(3);
    expect(tallies[0].ties).toBeGreaterThanOrEqual(5);
  });

  it('the very same errors: no difference, and no number of seeds that would find one', () => {
    const same = { bias: 0.2, spread: 0 };
    const { differences, tallies, ranks } = analysed({
      contestants: [
        { name: 'a', ...same },
        { name: 'b', ...same },
      ],
    });
    expect(differences[0]).toMatchObject({ meanDifference: 0, low: 0, high: 0, resolved: false, seedsNeeded: null });
    expect(tallies[0]).toEqual({ wins: 0, ties: 6, losses: 0 });
    expect(ranks.map(({ meanRank }) => meanRank)).toEqual([1.5, 1.5]);
  });

  it('does not depend on the order of the records', () => {
    const { records, view } = plantedComparison({
      contestants: [good, bad],
      tasks: 3,
      replicates: 3,
      lost: [[0, 1, 1]],
    });
    const json = (list: typeof records) => JSON.stringify(comparisonJson(analyseComparison(list, view)));
    expect(json([...records].reverse())).toBe(json(records));
    expect(json(records)).not.toMatch(/NaN|Infinity/);
  });
});

describe('lost cells', () => {
  it('a diverged cell loses its task and ranks behind, however good the others are', () => {
    const { duels, ranks, tallies, differences, costs } = analysed({ lost: [[0, 2, 1]] });
    expect(duels[2]).toMatchObject({ a: 'good', b: 'bad', result: 'loss', lostA: 1, lostB: 0 });
    expect(ranks[0].ranks).toEqual([1, 1, 2, 1, 1, 1]);
    expect(tallies[0]).toEqual({ wins: 5, ties: 0, losses: 1 });
    expect(costs[0]).toMatchObject({ completed: 17, diverged: 1, failed: 0, missing: 0 });
    // Its completed cells alone would win; they are told, and nobody is called better by them.
    expect(differences[0]).toMatchObject({ resolved: false, better: null, pairs: 17, lostA: 1, lostB: 0 });
    expect(differences[0].high).toBeLessThan(0);
  });

  it('a loss of the worse one takes nothing from the better', () => {
    expect(analysed({ lost: [[1, 2, 1]] }).differences[0]).toMatchObject({ resolved: true, better: 'good' });
  });

  it('one that lost everything is there, last', () => {
    const lost = Array.from({ length: 18 }, (_, i): [number, number, number] => [0, Math.floor(i / 3), i % 3]);
    const { differences, ranks, costs, tallies } = analysed({ lost });
    expect(differences[0]).toMatchObject({ meanDifference: null, resolved: false, pairs: 0 });
    expect(ranks[0].meanRank).toBe(2);
    expect(costs[0]).toMatchObject({ meanAbsoluteError: null, diverged: 18 });
    expect(tallies[0].losses).toBe(6);
  });

  it('a cell without a record is missing, not lost', () => {
    const { records, view } = plantedComparison({ contestants: [good, bad], tasks: 2, replicates: 3 });
    const { costs, duels } = analyseComparison(records.slice(1), view);
    expect(costs[0]).toMatchObject({ completed: 5, missing: 1, diverged: 0 });
    expect(duels[0]).toMatchObject({ lostA: 0, lostB: 0 });
  });
});

describe('intervals', () => {
  it('Student’s covers the mean of three normal differences 95% of the time', () => {
    const stream = createStream(keyFromSeed(2));
    const trials = 1000;
    let covered = 0;
    for (const differences of normalStrata(stream, trials, 3, 1)) {
      const { low, high } = studentInterval(differences);
      if (low <= 1 && high >= 1) covered++;
    }
    // A share of 0.95 over 1000 trials has a standard error of 0.0069; three of them.
    expect(Math.abs(covered / trials - 0.95)).toBeLessThan(0.021);
  });

  it.each([
    [6, 3],
    [1, 2],
    [1, 3],
  ])(
    'the bootstrap over %i tasks with %i seeds covers the mean of normal differences 95%% of the time, or nearly',
    (tasks, seeds) => {
      const stream = createStream(keyFromSeed(3));
      const trials = 600;
      let covered = 0;
      for (let trial = 0; trial < trials; trial++) {
        const strata = normalStrata(stream, tasks, seeds, 1);
        const { low, high } = stratifiedBootstrap(strata, keyFromSeed(trial), { resamples: 400 });
        if (low <= 1 && high >= 1) covered++;
      }
      // The standard error of a share of .95 over 600 trials is .0089: three of them. 400 resamples of two or three values, whose mean takes few values, and Satterthwaite's
      // approximation may cost .03 more; without Student's quantile one task with two seeds covers 61%.
      expect(covered / trials).toBeGreaterThan(0.95 - 3 * 0.0089 - 0.03);
      expect(covered / trials).toBeLessThan(1);
    },
  );
});

describe('seeds needed', () => {
  it('is the formula on hand-made strata', () => {
    // Two tasks, variances 2 and 8, mean difference 1: sd^2 = (2 + 8) / 4 and 1.47 (n - 1) degrees of freedom. t^2 x 2.5 = 11.4 at n = 11, 11.2 at n = 12.
    expect(
      seedsNeeded([
        [0, 2],
        [-1, 3],
      ]),
    ).toBe(12);
    // One task: t sd / sqrt(n) = .112 at n = 4, .088 at n = 5, against .1. The normal quantile would call two seeds enough, which is what there are.
    expect(seedsNeeded([[0.05, 0.15]])).toBe(5);
    expect(
      seedsNeeded([
        [1, -1],
        [2, -2],
      ]),
    ).toBeNull();
    expect(
      seedsNeeded([
        [1, 1.001],
        [1, 1.001],
      ]),
    ).toBe(2);
  });

  it('are more than those that did not resolve it', () => {
    const stream = createStream(keyFromSeed(5));
    for (let trial = 0; trial < 40; trial++) {
      const spread = 0.02 + 0.2 * stream.uniform();
      const contestants = [
        { name: 'a', bias: 0.2, spread },
        { name: 'b', bias: 0.25, spread },
      ];
      const [{ resolved, seedsNeeded: needed }] = analysed({ contestants, tasks: 2, seed: trial }).differences;
      if (!resolved) expect(needed ?? mostSeeds).toBeGreaterThan(3);
    }
  });

  it('with so many seeds about half of simulated studies resolve', () => {
    const stream = createStream(keyFromSeed(4));
    // Six tasks of unit variance at a mean of .2: n = (1.96 / .2)^2 / 6 = 16.
    const seeds = Math.ceil(1.96 ** 2 / 0.2 ** 2 / 6);
    const trials = 300;
    let resolved = 0;
    for (let trial = 0; trial < trials; trial++) {
      const { low } = stratifiedBootstrap(normalStrata(stream, 6, seeds, 0.2), keyFromSeed(trial), { resamples: 400 });
      if (low > 0) resolved++;
    }
    // 17 seeds put z at 2.02 and the power at .52; the standard error of a share is .029; three of them, and .03 for the bootstrap's own noise.
    expect(Math.abs(resolved / trials - 0.52)).toBeLessThan(3 * 0.029 + 0.03);
  });
});

it('duels of three, seen from each', () => {
  const { records, view } = plantedComparison({
    contestants: [bad, good, { name: 'best', bias: 0.1, spread: 0.01 }],
    tasks: 2,
    replicates: 4,
  });
  const table = outcomeTable(records, view);
  const duels = taskDuels(table);
  expect(duels).toHaveLength(6);
  expect(tallyOf(duels, 'best')).toEqual({ wins: 4, ties: 0, losses: 0 });
  expect(tallyOf(duels, 'good')).toEqual({ wins: 2, ties: 0, losses: 2 });
  expect(pairedDifferences(table).map(({ better }) => better)).toEqual(['good', 'best', 'best']);
  expect(rankSummaries(table).map(({ meanRank }) => meanRank)).toEqual([3, 2, 1]);
});
