import type { Cell, CellResult, Checkpoint } from '@minebench/core';
import { canonicalJson, keyFromSeed } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { createBottleneckBatches } from '../../src/bottleneck/bottleneck-batches.ts';
import { type BottleneckSweep, bottleneck } from '../../src/index.ts';
import { smallBottleneck } from './small-bottleneck.ts';

const sweep: BottleneckSweep = {
  regularizer: { id: 'mine', beta: 1e-3 },
  hidden: [32],
  code: 8,
  critic: { id: 'joint-mlp', hidden: [16] },
  n: 1000,
  batchSize: 50,
  protocol: { epochs: 4, lookEvery: 2, testImages: 500, informationImages: 100 },
};

interface Looked {
  readonly status: string;
  readonly looks: Record<string, number[]>;
  readonly wrong: number[];
}

async function cellOf(fields: Partial<BottleneckSweep>): Promise<Cell> {
  const [plan] = await bottleneck.expand({ ...sweep, ...fields }, 'sweep', { baseUrl: import.meta.url });
  return { ...plan, code: '' };
}
const train = async (fields: Partial<BottleneckSweep>, checkpoint?: Checkpoint): Promise<CellResult> =>
  bottleneck.run(await cellOf(fields), { baseUrl: import.meta.url, ...(checkpoint ? { checkpoint } : {}) });

describe('the bottleneck procedure', () => {
  it('learns digits, reads both informations within their limits, and fits what a record must be', async () => {
    const result = await train({});
    expect(bottleneck.flawOf(result)).toBeUndefined();
    const { looks, wrong, status } = result as unknown as Looked;
    expect(status).toBe('completed');
    expect(looks.epoch).toEqual([2, 4]);
    expect(wrong).toHaveLength(looks.errors[1]);
    // Chance errs on 450 of 500, with a standard deviation of 7.
    expect(wrong.length).toBeLessThan(250);
    for (const k of [0, 1]) {
      expect(looks.informationLow[k]).toBeLessThanOrEqual(Math.log(100));
      expect(looks.informationLow[k]).toBeLessThan(looks.informationHigh[k]);
      expect(looks.labelInformation[k]).toBeLessThanOrEqual(Math.log(10));
    }
  });

  it('reads every test image once, whether or not they fill the last call', async () => {
    const protocol = { ...sweep.protocol, epochs: 1 };
    const [some, more] = await Promise.all(
      [500, 750].map((testImages) => train({ protocol: { ...protocol, testImages } })),
    );
    const [few, many] = [some, more].map((result) => (result as unknown as Looked).wrong);
    expect(many.filter((image) => image < 500)).toEqual(few);
    // Of 250 more images, a network after one epoch gets some wrong; none is counted twice.
    expect(many.length).toBeGreaterThan(few.length);
    expect(new Set(many).size).toBe(many.length);
  });

  it('goes on from a checkpoint and ends with the same bytes', async () => {
    const kept: unknown[] = [];
    const whole = await train({}, { restore: () => undefined, offer: (state) => kept.push(structuredClone(state())) });
    expect(kept.length).toBeGreaterThan(2);
    const resumed = await train({}, { restore: () => kept[1], offer: () => {} });
    expect(canonicalJson(resumed)).toBe(canonicalJson(whole));
  });

  it('tells the step at which it diverged, and why', async () => {
    const result = await train({ optimizer: { id: 'sgd', learningRate: 1e30 } });
    expect(result).toMatchObject({ status: 'diverged', reason: expect.stringContaining('is not finite') });
    expect(result.step).toBeGreaterThan(1);
    expect(result.step).toBeLessThan(20);
    expect(bottleneck.flawOf(result)).toBeUndefined();
  });

  it('blames a critic that diverges, not the loss that its penalty breaks', async () => {
    const result = await train({ criticOptimizer: { id: 'sgd', learningRate: 1e30 } });
    expect(result).toMatchObject({
      status: 'diverged',
      reason: 'the bound on the mutual information is not finite',
      step: 2,
    });
  });

  it.each([
    [{ regularizer: 'dropuot' }, 'sweep.regularizer', /dropout/],
    [{ regularizer: { id: 'mine', beta: -1 } }, 'sweep.regularizer.beta', /at least 0/],
    [{ n: 70_000 }, 'sweep.n', /100 to 60000/],
    [{ batchSize: 2000 }, 'sweep.batchSize', /smaller batch/],
    [{ bound: 'infonce' }, 'sweep.bound', /on pairs/],
    [{ epoch: 3 }, 'sweep.epoch', /known/],
  ])('refuses %j', async (fields, argument, message) => {
    const refused = cellOf(fields as Partial<BottleneckSweep>);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toMatchObject({ problem: { argument } });
  });
});

describe('batches of images', () => {
  const { parts } = smallBottleneck('none', 0.1);
  const batches = () => createBottleneckBatches(parts.classifier, 20, 5, keyFromSeed(6));

  it('take every image once an epoch, in another order each', () => {
    const source = batches();
    const epochs = [0, 1].map(() => [...source.next(4).rows.data]);
    for (const rows of epochs) expect(rows.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, k) => k));
    expect(epochs[0]).not.toEqual(epochs[1]);
  });

  it('are the same however they are cut, and from where they stood', () => {
    const [whole, cut] = [batches(), batches()];
    const rows = [...whole.next(4).rows.data];
    const first = [...cut.next(1).rows.data];
    const moved = batches();
    moved.moveTo(cut.position());
    expect([...first, ...moved.next(3).rows.data]).toEqual(rows);
  });
});
