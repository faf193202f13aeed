import { engines, recordStep, tf } from '@minebench/engine';
import type { Tensor } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { example, expectNothingLeftBehind, messageOf, stepOf, vector } from '../support/refused-step.ts';

expectNothingLeftBehind();

describe('tensors that come from elsewhere', () => {
  it('kept from an earlier recording are refused', () => {
    let kept: Tensor | undefined;
    recordStep(
      stepOf((w) => {
        kept = tf.keep(tf.exp(w));
        return w;
      }),
      example,
    );
    expect(messageOf(stepOf((w) => tf.add(w, kept!)))).toBe(
      'critic my-critic uses a tensor kept from an earlier recording; keep parameters in `init` and make other tensors inside `score`',
    );
    kept!.dispose();
  });

  it('kept from a recording have no value to read afterwards', async () => {
    let kept: Tensor | undefined;
    recordStep(
      stepOf((w) => {
        kept = tf.keep(tf.exp(w));
        return w;
      }),
      example,
    );
    const message =
      'a tensor kept from a recording is read, which never had a value; return it from the step as an output';
    expect(() => kept!.dataSync()).toThrow(message);
    await expect(kept!.data()).rejects.toThrow(message);
    kept!.dispose();
  });

  it('made before by another backend are constants', async () => {
    const outside = tf.tensor1d([10, 20, 30]);
    const step = stepOf((w) => tf.add(w, outside));
    const array = { ...vector, data: Float32Array.of(1, 2, 3) };
    for (const id of ['ort:cpu', 'tfjs:cpu', 'ort:cpu']) {
      const program = await engines.create(id).compile(step, example);
      const { state } = await program.run({ w: array }, { data: { x: array }, batch: {} }, 2);
      expect(Array.from(state.w.data)).toEqual([21, 42, 63]);
    }
    expect(outside.dataSync()).toEqual(Float32Array.of(10, 20, 30));
    outside.dispose();
  });

  it('that are variables are refused: recorded, they would never be trained', () => {
    const variable = tf.variable(tf.tensor1d([1, 2, 3]));
    expect(messageOf(stepOf((w) => tf.add(w, variable)))).toBe(
      'critic my-critic uses a tf.variable, which would stay as it is while the step is trained; make parameters in `init` and take them from the arguments',
    );
    variable.dispose();
  });

  it('of strings are refused', () => {
    const message = 'critic my-critic makes a tensor of type string; only float32, int32 and bool can be recorded';
    expect(
      messageOf(
        stepOf((w) => {
          tf.tensor1d(['a']);
          return w;
        }),
      ),
    ).toBe(message);
    const outside = tf.tensor1d(['a', 'b', 'c']);
    expect(messageOf(stepOf((w) => tf.where(tf.equal(outside, outside), w, w)))).toBe(message);
    outside.dispose();
  });

  it('of complex numbers are refused', () => {
    expect(messageOf(stepOf((w) => tf.real(tf.add(tf.complex([1, 2, 3], [1, 2, 3]), tf.complex(w, w)))))).toMatch(
      /^critic my-critic (makes a tensor of type complex64|uses the TensorFlow.js kernel Complex)/,
    );
  });
});
