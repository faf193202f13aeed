import type { NamedSpecs, Step } from '@minebench/core';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engines, flopOfStep, recordStep, tf } from '../../src/index.ts';

const float = (...shape: number[]) => ({ dtype: 'float32' as const, shape });

/** FLOP of a function of named data. */
const flopOf = (data: NamedSpecs, run: (data: Readonly<Record<string, Tensor>>) => Tensor): number =>
  flopOfStep(recordStep((_, given) => ({ state: {}, outputs: { value: run(given) } }), { state: {}, data, batch: {} }));

const length = fc.integer({ min: 2, max: 40 });

describe('floating-point operations of a recorded step', () => {
  it('of a matrix product are 2mnk, with every transposition and over batch axes', () => {
    fc.assert(
      fc.property(length, length, length, fc.boolean(), fc.boolean(), (m, k, n, transposeA, transposeB) => {
        const a = transposeA ? [k, m] : [m, k];
        const b = transposeB ? [n, k] : [k, n];
        const product = (data: Readonly<Record<string, Tensor>>) => tf.matMul(data.a, data.b, transposeA, transposeB);
        expect(flopOf({ a: float(...a), b: float(...b) }, product)).toBe(2 * m * n * k);
        expect(flopOf({ a: float(3, ...a), b: float(3, ...b) }, product)).toBe(3 * 2 * m * n * k);
      }),
      { seed: 1 },
    );
  });

  it('are one a number of a function, one a number that a sum reads, none for what moves numbers', () => {
    const data = { x: float(7, 5) };
    expect(flopOf(data, ({ x }) => tf.exp(x))).toBe(35);
    expect(flopOf(data, ({ x }) => tf.add(tf.mul(x, 2), 1))).toBe(70);
    expect(flopOf(data, ({ x }) => tf.sum(x, 1))).toBe(35);
    expect(flopOf(data, ({ x }) => tf.transpose(tf.reshape(tf.concat([x, x]), [7, 10])))).toBe(0);
    const rows = { x: float(7, 5), rows: { dtype: 'int32' as const, shape: [3] } };
    expect(flopOf(rows, ({ x, rows: at }) => tf.gather(x, tf.add(at, tf.scalar(1, 'int32')) as Tensor1D))).toBe(0);
  });

  it('leave out what no result needs, and count what two results share once', () => {
    const data = { x: float(6, 6) };
    const unused = flopOf(data, ({ x }) => {
      tf.matMul(x, x);
      return tf.exp(x);
    });
    expect(unused).toBe(36);
    expect(flopOf(data, ({ x }) => tf.add(tf.exp(x), tf.exp(x)))).toBe(72);
  });

  it("of a perceptron's gradient are those of its products, by hand, and what is linear in the batch beside them", () => {
    const [inputs, hidden] = [10, 20];
    const step = (b: number): number => {
      const descend: Step = (state, { x }) => {
        const { grads } = tf
          .engine()
          .gradients(
            () =>
              tf.mean(
                tf.relu(tf.matMul(tf.relu(tf.matMul(x as Tensor2D, state.w0 as Tensor2D)), state.w1 as Tensor2D)),
              ),
            [state.w0, state.w1],
            undefined,
            true,
          ) as { grads: Tensor[] };
        return { state: { w0: grads[0], w1: grads[1] }, outputs: {} };
      };
      const state = { w0: float(inputs, hidden), w1: float(hidden, 1) };
      return flopOfStep(recordStep(descend, { state, data: { x: float(b, inputs) }, batch: {} }));
    };
    // Forward both layers; backward both weights' gradients, and the second layer's input's: the first has none.
    const products = (b: number) => 2 * b * (2 * (inputs * hidden + hidden) + hidden);
    for (const b of [16, 64]) {
      expect(step(b)).toBeGreaterThan(products(b));
      // Activations and their derivatives: a few operations a hidden unit and pair.
      expect(step(b)).toBeLessThan(products(b) + 8 * b * (hidden + 1));
    }
  });

  it.each(['ort:cpu', 'tfjs:cpu', 'tfjs:wasm'])('%s tells them of its programs', async (id) => {
    const program = await engines.create(id).compile((_, { x }) => ({ state: {}, outputs: { value: tf.exp(x) } }), {
      state: {},
      data: { x: float(5) },
      batch: {},
    });
    expect(program.flopPerStep).toBe(5);
    await program.dispose();
  });
});
