import { recordStep, tf } from '@minebench/engine';
import type { Tensor } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { example, expectNothingLeftBehind, messageOf, stepOf } from '../support/refused-step.ts';

expectNothingLeftBehind();

describe('a value read while recording', () => {
  const expected =
    "critic my-critic reads a tensor's value (data, array, dataSync, arraySync or print) while it is recorded, when there are none yet; compute with tensors only";

  it.each<[string, (w: Tensor) => unknown]>([
    ['dataSync', (w) => w.dataSync()],
    ['arraySync', (w) => w.arraySync()],
    ['print', (w) => w.print()],
    ['toString', (w) => w.toString()],
    ['bufferSync', (w) => w.bufferSync()],
    ['a value computed from it', (w) => tf.sum(tf.exp(w)).dataSync()],
    ['data() that nobody awaits', (w) => w.data()],
    ['array() that nobody awaits', (w) => w.array()],
    ['data() with a continuation', (w) => w.data().then((numbers) => numbers[0])],
  ])('%s', async (_, read) => {
    const step = stepOf((w) => {
      read(w);
      return w;
    });
    expect(messageOf(step)).toBe(expected);
    // Vitest fails a run with an unhandled rejection; give one time to show.
    await new Promise(setImmediate);
  });

  it('is allowed where the value is known', () => {
    const graph = recordStep(
      stepOf((w) => tf.mul(w, tf.add(1, 2).dataSync()[0])),
      example,
    );
    expect(graph.graph.nodes).toHaveLength(1);
  });
});

describe('random numbers', () => {
  it.each<[string, (w: Tensor) => Tensor]>([
    ['randomNormal', (w) => tf.add(w, tf.randomNormal([3]))],
    ['randomUniform', (w) => tf.add(w, tf.randomUniform([3]))],
    ['truncatedNormal', (w) => tf.add(w, tf.truncatedNormal([3]))],
    ['dropout', (w) => tf.dropout(w, 0.5)],
    ['Math.random', (w) => tf.mul(w, Math.random())],
    ['multinomial', (w) => tf.add(w, tf.multinomial(tf.tensor1d([0.5, 0.5]), 3))],
  ])('%s is refused: it would be the same in every step', (_, apply) => {
    expect(messageOf(stepOf(apply))).toBe(
      'critic my-critic draws random numbers while it is recorded, which would be the same ones in every step; take noise from the batch or use a seeded, fixed constant',
    );
  });

  it('from a seed are a constant, the same in every step', () => {
    const { graph } = recordStep(
      stepOf((w) => tf.add(w, tf.randomNormal([3], 0, 1, 'float32', 7))),
      example,
    );
    expect(graph.nodes.map(({ op }) => op)).toEqual(['Add']);
  });
});
