import type { CellRecord } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import { infonceCapped, minibatchDvExceeds, nwjVarianceIs, optimalCriticFigure } from '../src/index.ts';
import { nwjVariance } from '../src/optimal-critic/minibatch-rows.ts';
import { studyRecord } from './build-records.ts';

const told = { name: 'claim', reason: 'test' };
const variance = nwjVarianceIs({ ...told, relative: 0.1, upTo: 0.5, replicates: 3000 });
const exceeds = minibatchDvExceeds({ ...told, from: 2, standardErrors: 5 });
const capped = infonceCapped(told);

const exact = (truth: number): number => nwjVariance({ truth, dimension: 20, batchSize: 64, referenceSize: 64 });

interface Made {
  readonly truth?: number;
  readonly factor?: number;
  readonly excess?: number;
  readonly largest?: number;
  readonly replicates?: number;
}

function record({ truth = 0.5, factor = 1, excess = 0.1, largest = 4, replicates = 3000 }: Made): CellRecord {
  const summary = (mean: number, spread: number, most = 20) => ({
    mean,
    standardError: 0.01,
    variance: spread,
    varianceStandardError: 0.01 * spread,
    smallest: -1,
    largest: most,
  });
  return studyRecord('minibatch-oracle', {
    params: { task: { id: 'gaussian' }, batchSize: 64, referenceSize: 64, replicates },
    truth,
    result: {
      values: {
        dv: summary(truth + excess, 0.02),
        nwj: summary(truth, factor * exact(truth)),
        infonce: summary(1, 0.01, largest),
      },
    },
  });
}

test("the variance of NWJ is d rho^2 / b + (e^(2I) - 1) / n'", () => {
  // One dimension, rho = 0.6: I = -log(0.64)/2, e^(2I) = 1 / 0.64.
  const truth = -0.5 * Math.log(0.64);
  expect(nwjVariance({ truth, dimension: 1, batchSize: 10, referenceSize: 5 })).toBeCloseTo(
    0.36 / 10 + (1 / 0.64 - 1) / 5,
    12,
  );
});

test.each([
  ['variance as the closed form', variance, [{}], 'holds'],
  ['variance 9% above', variance, [{ factor: 1.09 }], 'holds'],
  // Known to 1%.
  ['variance 12% below', variance, [{ factor: 0.88 }], 'unresolved'],
  ['variance 14% below', variance, [{ factor: 0.86 }], 'fails'],
  ['variance of half the sample: a factor of two', variance, [{ factor: 2 }], 'fails'],
  ['variance at a large information is not judged', variance, [{ truth: 2, factor: 0.1 }, {}], 'holds'],
  ['variance over too few replicates', variance, [{ replicates: 2999 }], 'unresolved'],
  ['no variance', variance, [], 'unresolved'],
  ['DV above by ten standard errors', exceeds, [{ truth: 2 }], 'holds'],
  ['DV above by four', exceeds, [{ truth: 2, excess: 0.04 }], 'unresolved'],
  ['DV below', exceeds, [{ truth: 2, excess: -0.01 }], 'fails'],
  ['DV at a small information is not judged', exceeds, [{ truth: 1, excess: -1 }, { truth: 2 }], 'holds'],
  ['InfoNCE under log 64 = 4.1589', capped, [{ largest: 4.158 }], 'holds'],
  ['InfoNCE above log 64', capped, [{}, { truth: 10, largest: 4.16 }], 'fails'],
] as const)('%s', (_, claim, made, verdict) => {
  expect(claim.check(made.map(record)).verdict).toBe(verdict);
});

describe('the figure', () => {
  test('draws three panels, and nothing without records', () => {
    const figure = optimalCriticFigure({ id: 'optimal' });
    expect(figure.draw([])).toBeNull();
    expect(figure.draw([record({}), record({ truth: 10 })])?.concat).toHaveLength(3);
  });
});
