import { describe, expect, it } from 'vitest';
import { errorParts } from '../src/groups/error-parts.ts';
import { seedVariances } from '../src/groups/seed-variance.ts';
import { errorDecomposition, varianceComponents } from '../src/index.ts';
import { toRows } from '../src/rows/to-rows.ts';
import { estimateRecord } from './build-records.ts';

const seeds = [0, 1, 2];
const truth = 0.5;

/** A record a pair of seeds, whose estimate is what is planted. */
const crossed = (nats: (dataSeed: number, initSeed: number) => number, optimal = truth - 0.1) =>
  seeds.flatMap((dataSeed) =>
    seeds.map((initSeed) =>
      estimateRecord({ truth, dataSeed, initSeed, nats: nats(dataSeed, initSeed), optimalCritic: optimal }),
    ),
  );

describe('the parts of an error', () => {
  it('are the bound at the optimal critic less the truth, and the estimate less that; they add up to the error', () => {
    const records = crossed((data, init) => 0.3 + 0.01 * data - 0.02 * init);
    const [{ own, optimisation, completed }] = errorParts(toRows(records));
    expect(completed).toBe(9);
    expect(own!.mean).toBeCloseTo(-0.1, 12);
    // The mean of 0.3 + 0.01 data - 0.02 init over the seeds 0, 1, 2 is 0.29.
    expect(optimisation!.mean).toBeCloseTo(0.29 - 0.4, 12);
    expect(own!.mean + optimisation!.mean).toBeCloseTo(0.29 - truth, 12);
  });

  it('are not told where a record has no reading at the optimal critic', () => {
    const [{ own, optimisation }] = errorParts(toRows([estimateRecord({ truth, nats: 0.4 })]));
    expect([own, optimisation]).toEqual([null, null]);
    expect(errorDecomposition({ id: 'parts' }).draw([estimateRecord({ truth, nats: 0.4 })])).toBeNull();
  });
});

describe('variance by seed', () => {
  it('gives the sample what only the data seed moves, and the initialisation what only it moves', () => {
    const [byData] = seedVariances(toRows(crossed((data) => 0.3 + 0.1 * data)));
    // Values 0, .1, .2 over data seeds: variance .01; the rest explains nothing.
    expect(byData.components!.rows.estimate).toBeCloseTo(0.01, 12);
    expect(byData.components!.columns.estimate).toBeCloseTo(0, 12);
    const [byInit] = seedVariances(toRows(crossed((_, init) => 0.3 + 0.1 * init)));
    expect(byInit.components!.columns.estimate).toBeCloseTo(0.01, 12);
    expect(byInit.components!.rows.estimate).toBeCloseTo(0, 12);
  });

  it('needs every combination: with one lost, or one seed of a kind, there are no components and no figure', () => {
    const records = crossed((data) => 0.3 + 0.1 * data);
    const figure = varianceComponents({ id: 'variance' });
    expect(figure.draw(records)).not.toBeNull();
    const diverged = estimateRecord({ truth, dataSeed: 2, initSeed: 2, diverged: 'the estimate is not finite' });
    expect(figure.draw([...records.slice(0, -1), diverged])).toBeNull();
    expect(figure.draw(records.filter(({ cell }) => cell.initSeed === 0))).toBeNull();
  });
});
