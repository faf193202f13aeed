import { type Critic, keyFromSeed, mean, standardDeviation } from '@minebench/core';
import { engines, tf } from '@minebench/engine';
import { bounds, createModel } from '@minebench/estimators';
import type { Tensor1D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { planeData } from '../../src/gan/data/index.ts';
import { createGanViewer, type GanLook } from '../../src/gan/gan-look.ts';
import { initialGanState } from '../../src/gan/gan-step.ts';
import { LATENT, smallGan } from './small-gan.ts';

/** Looks at a generator with new weights, by this critic. */
async function looks(score: Critic['score'], count: number, samples: number): Promise<GanLook[]> {
  const critic: Critic = { id: 'planted', init: () => ({ one: tf.ones([1, 1]) }), score };
  const small = smallGan(0, 'adam');
  const parts = { ...small, critic: createModel(critic, bounds.create('dv'), 2, LATENT, keyFromSeed(5)) };
  const state = initialGanState(parts);
  const viewer = await createGanViewer(
    engines.create('ort:cpu'),
    parts,
    planeData.create('gaussians'),
    samples,
    keyFromSeed(6),
  );
  const seen: GanLook[] = [];
  for (let step = 0; step < count; step++) seen.push(await viewer.look(state, step));
  await viewer.dispose();
  return seen;
}

describe('a look at a generator', () => {
  it.each<[string, Critic['score']]>([
    ['that sees the point alone', ({ one }, x) => tf.sum(tf.mul(tf.mul(2, one), x), 1) as Tensor1D],
    ['that sees the noise alone', ({ one }, _x, y) => tf.sum(tf.mul(tf.mul(0.5, one), y), 1) as Tensor1D],
    ['that sees both', ({ one }, x, y) => tf.sum(tf.mul(one, tf.mul(x, y)), 1) as Tensor1D],
  ])('gives the standard error of its bound by a critic %s', async (_, score) => {
    const seen = await looks(score, 200, 400);
    const ratio =
      mean(seen.map(({ informationError }) => informationError)) /
      standardDeviation(seen.map(({ information }) => information));
    // A standard deviation of 200 normal numbers is off by 1 / sqrt(398), 5%: four of them.
    expect(Math.abs(ratio - 1)).toBeLessThan(0.2);
  });

  it('takes references of noise that is drawn afresh', async () => {
    const [{ information }] = await looks(({ one }, x, y) => tf.sum(tf.mul(one, tf.mul(x, y)), 1) as Tensor1D, 1, 400);
    // With the point's own noise as its reference E_P t - log E_P e^t is at most 0 (Jensen).
    expect(information).toBeGreaterThan(0);
  });
});
