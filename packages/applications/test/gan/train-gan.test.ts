import { type Checkpoint, keyFromSeed } from '@minebench/core';
import { engines } from '@minebench/engine';
import { describe, expect, it } from 'vitest';
import { type GanPlan, trainGan } from '../../src/gan/train-gan.ts';
import { planeData } from '../../src/index.ts';
import { smallGan } from './small-gan.ts';

const plan = (changes: Partial<GanPlan> = {}): GanPlan => ({
  engine: engines.create('wasm:simd'),
  parts: smallGan(1, 'adam', 'mine'),
  data: planeData.create('gaussians'),
  batchSize: 16,
  steps: 30,
  lookEvery: 10,
  samples: 100,
  key: keyFromSeed(4),
  ...changes,
});

describe('training', () => {
  it('looks at the start and after each interval', async () => {
    const trained = await trainGan(plan());
    expect(trained.status).toBe('completed');
    expect(trained.looks.map(({ step }) => step)).toEqual([0, 10, 20, 30]);
    expect(trained.curve.step).toEqual([10, 20, 30]);
    expect(trained.looks[3].points).toHaveLength(200);
  });

  it('that is cut short goes on from its checkpoint, and ends with the same', async () => {
    let kept: unknown;
    let offers = 0;
    const stopping: Checkpoint = {
      restore: () => kept,
      offer: (state) => {
        kept = structuredClone(state());
        offers++;
        if (offers === 2) throw new Error('the plug is pulled');
      },
    };
    await expect(trainGan(plan({ checkpoint: stopping }))).rejects.toThrow('the plug');
    expect(await trainGan(plan({ checkpoint: stopping }))).toEqual(await trainGan(plan()));
    expect(offers).toBeGreaterThan(2);
  });
});

describe('divergence is told with its step', () => {
  it('where a number is not finite', async () => {
    // The first step throws the weights so far that the scores of the second overflow.
    const parts = smallGan(1, { id: 'sgd', learningRate: 1e38 });
    const trained = await trainGan(plan({ parts }));
    expect(trained).toMatchObject({ status: 'diverged', step: 2, reason: expect.stringContaining('is not finite') });
    expect(trained.curve.step).toEqual([]);
  });

  it('where the generator has collapsed: its points lie as close as those of one mode', async () => {
    // Modes so broad that the first batch lies within one of them.
    const data = planeData.create({ id: 'gaussians', spread: 100, spacing: 1000 });
    expect(await trainGan(plan({ data }))).toMatchObject({
      status: 'diverged',
      step: 1,
      reason: expect.stringContaining('collapsed'),
    });
  });
});
