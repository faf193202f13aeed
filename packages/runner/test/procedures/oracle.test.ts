import { type Cell, InputError, keyFromSeed } from '@minebench/core';
import { gaussian } from '@minebench/generators';
import { describe, expect, it } from 'vitest';
import { oracle } from '../../src/index.ts';
import { BLOCK, drawBlocks } from '../../src/procedures/oracle/blocks.ts';
import { ExponentialMean } from '../../src/procedures/oracle/exponential-mean.ts';
import { CriticMoments } from '../../src/procedures/oracle/readings.ts';

interface OracleResult {
  readonly truth: { readonly nats: number };
  readonly values: Readonly<Record<string, { readonly nats: number; readonly standardError: number }>>;
  readonly identityGap: Readonly<Record<string, number>>;
}

const context = { baseUrl: import.meta.url };

async function runOracle(sweep: object): Promise<OracleResult> {
  const [{ files: _, ...plan }] = await oracle.expand(sweep as never, 'sweep', context);
  return (await oracle.run({ ...plan, code: '' } as Cell, context)) as unknown as OracleResult;
}

describe('the oracle', () => {
  it.each([
    ['dv', 0],
    ['nwj', 0],
    ['forgottenLog', -1],
    ['shiftedLog', 1],
  ])('reads %s at the truth %d', async (id, offset) => {
    const { truth, values } = await runOracle({ task: 'gaussian', rho: 0.6, n: 200_000 });
    expect(truth.nats).toBeCloseTo(-0.5 * Math.log(1 - 0.36), 14);
    // A fixed seed; four standard errors.
    expect(Math.abs(values[id].nats - truth.nats - offset)).toBeLessThan(4 * values[id].standardError);
  });

  it('gives the standard errors of the closed forms: Var_P log r = d rho^2, Var_Q r = e^(2I) - 1', async () => {
    const [n, rho] = [200_000, 0.5];
    const { truth, values } = await runOracle({ task: 'gaussian', rho, n });
    const expected = Math.sqrt((rho ** 2 + Math.expm1(2 * truth.nats)) / n);
    // r has finite fourth moments at rho = 0.5 or below: the sample variance is within a few percent.
    for (const id of ['dv', 'nwj', 'forgottenLog', 'shiftedLog']) {
      const ratio = values[id].standardError / expected;
      expect(ratio).toBeGreaterThan(0.95);
      expect(ratio).toBeLessThan(1.05);
    }
  });

  it('finds DV - NWJ = u - 1 - log u for every critic', async () => {
    const { identityGap } = await runOracle({ task: 'gaussian', rho: 0.9, dimension: 3, n: 100_000 });
    expect(Object.keys(identityGap).length).toBeGreaterThanOrEqual(5);
    for (const gap of Object.values(identityGap)) expect(gap).toBeLessThan(1e-10);
  });

  it.each([
    [{ task: 'gaussian', rho: 0.5, bound: 'dv' }, 'sweep.bound is no known field'],
    [{ task: 'gaussian', rho: 0.5, n: [10, 0.5] }, 'sweep.n[1]: expected'],
    [{ task: 'gaussian', rho: 0.5, dataSeed: -2 }, 'sweep.dataSeed: expected'],
  ])('refuses %j', async (sweep, message) => {
    const expanding = (async () => oracle.expand(sweep, 'sweep', context))();
    await expect(expanding).rejects.toThrow(InputError);
    await expect(expanding).rejects.toThrow(message);
  });
});

describe('the draws', () => {
  it('come in blocks that make up n, none of them like another', () => {
    const n = 2 * BLOCK + 10;
    const blocks = [...drawBlocks(gaussian({ dimension: 1, rho: 0.5 }), n, keyFromSeed(0))];
    expect(blocks.map(({ joint, reference }) => [joint.count, reference.count])).toEqual([
      [BLOCK, BLOCK],
      [BLOCK, BLOCK],
      [10, 10],
    ]);
    const firsts = blocks.flatMap(({ joint, reference }) => [joint.x[0], joint.y[0], reference.x[0], reference.y[0]]);
    expect(new Set(firsts).size).toBe(firsts.length);
  });
});

describe('a running mean of e^t', () => {
  const meanOf = (values: readonly number[]): ExponentialMean => {
    const running = new ExponentialMean();
    for (const t of values) running.add(t);
    return running;
  };

  it('equals the direct mean and the variance of that mean', () => {
    const values = [0.3, -2, 1.7, 0, 1.7, -0.4];
    const weights = values.map(Math.exp);
    const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
    const variance = weights.reduce((sum, weight) => sum + (weight - mean) ** 2, 0) / (weights.length - 1);
    const running = meanOf(values);
    expect(running.value).toBeCloseTo(mean, 12);
    expect(running.logMean).toBeCloseTo(Math.log(mean), 12);
    expect(running.varianceOfMean).toBeCloseTo(variance / weights.length, 12);
  });

  it('does not overflow, and a constant adds to its logarithm', () => {
    const values = [0.3, -2, 1.7, 0];
    expect(meanOf(values.map((t) => t + 5000)).logMean).toBeCloseTo(meanOf(values).logMean + 5000, 9);
  });
});

describe('the identity gap', () => {
  it('shows a DV and an NWJ that saw different samples', () => {
    const moments = new CriticMoments();
    moments.add(Float64Array.of(0.1, 0.5), Float64Array.of(0.2, 0.9, -1));
    expect(moments.identityGap).toBeLessThan(1e-12);
    // One more weight in e^t that e^(t-1) does not see.
    moments.reference.add(0.2 + 1e-5);
    expect(moments.identityGap).toBeGreaterThan(1e-3);
  });
});
