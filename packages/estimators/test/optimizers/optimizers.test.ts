import { InputError } from '@minebench/core';
import { engines, onHost, tf } from '@minebench/engine';
import type { Tensor1D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { createAdam, createSgd, optimizers } from '../../src/index.ts';
import { normals } from '../normals.ts';

const gradients = [
  [0.5, -2, 1e-3],
  [-1, -1, 2e-3],
  [0.25, 3, 0],
];

/** The parameters after one update per gradient, from [1, 2, 3]. */
const updated = (optimizer: ReturnType<typeof createSgd>): number[] =>
  onHost(() => {
    let params = tf.tensor1d([1, 2, 3]);
    let state = optimizer.init(params);
    for (const gradient of gradients) ({ params, state } = optimizer.update(tf.tensor1d(gradient), state, params));
    return Array.from(params.dataSync());
  });

describe('optimisers ascend', () => {
  it('SGD adds the learning rate times each gradient', () => {
    const expected = [1, 2, 3].map(
      (start, k) => start + 0.1 * gradients.reduce((sum, gradient) => sum + gradient[k], 0),
    );
    updated(createSgd({ learningRate: 0.1 })).forEach((value, k) => {
      expect(value).toBeCloseTo(expected[k], 5);
    });
  });

  it.each([
    ['its defaults', { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }],
    ['a large epsilon', { learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-3 }],
    ['a long memory', { learningRate: 0.01, beta1: 0.99, beta2: 0.9999, epsilon: 1e-8 }],
    ['no memory', { learningRate: 0.01, beta1: 0, beta2: 0, epsilon: 1e-8 }],
  ])('Adam follows algorithm 1 of Kingma and Ba in float64 for 1000 steps, with %s', async (_, options) => {
    const { steps, dimension } = { steps: 1000, dimension: 6 };
    const noise = normals(3, steps * dimension);
    // Gradients of six sizes, of which epsilon hides the last; the third is zero for half of the time.
    const sizes = [1, 1e3, 10, 1e-3, 1e-6, 1e-12];
    const gradient = Float32Array.from(noise, (z, at) => {
      const [step, k] = [Math.floor(at / dimension), at % dimension];
      return k === 2 && step % 200 < 100 ? 0 : sizes[k] * (0.5 + z);
    });
    const adam = createAdam(options);
    const slots = onHost(() =>
      Object.fromEntries(
        Object.entries(adam.init(tf.zeros([dimension]))).map(([name, slot]) => [
          name,
          { dtype: 'float32' as const, shape: [...slot.shape], data: slot.dataSync().slice() as Float32Array },
        ]),
      ),
    );
    const params = { dtype: 'float32' as const, shape: [dimension], data: new Float32Array(dimension) };
    const state = { params, ...slots };
    const program = await engines.create('ort:cpu').compile(
      ({ params: current, ...own }, __, batch) => {
        const next = adam.update(batch.gradient as Tensor1D, own, current as Tensor1D);
        return { state: { params: next.params, ...next.state }, outputs: { params: tf.clone(next.params) } };
      },
      { state, data: {}, batch: { gradient: { dtype: 'float32', shape: [dimension] } } },
    );
    const inputs = {
      data: {},
      batch: { gradient: { dtype: 'float32' as const, shape: [steps, dimension], data: gradient } },
    };
    const { outputs } = await program.run(state, inputs, steps);
    await program.dispose();
    let furthest = 0;
    for (let k = 0; k < dimension; k++) {
      let [m, v, theta, path] = [0, 0, 0, 0];
      for (let step = 0; step < steps; step++) {
        const g = gradient[step * dimension + k];
        m = options.beta1 * m + (1 - options.beta1) * g;
        v = options.beta2 * v + (1 - options.beta2) * g ** 2;
        const mHat = m / (1 - options.beta1 ** (step + 1));
        const vHat = v / (1 - options.beta2 ** (step + 1));
        const move = (options.learningRate * mHat) / (Math.sqrt(vHat) + options.epsilon);
        theta += move;
        path += Math.abs(move);
        const distance = Math.abs(outputs.params.data[step * dimension + k] - theta);
        if (path > 0) furthest = Math.max(furthest, distance / path);
      }
      // Float32: a thousand sums, each off by half a unit of the 24th bit of less than the path, are off by 3e-5 of it; the moves themselves by less.
      expect(furthest).toBeLessThan(5e-5);
    }
  });

  it.each([
    [{ id: 'adam', learningRate: -1 }, 'optimizer.learningRate: expected a positive number, got -1'],
    [{ id: 'adam', beta1: 1 }, 'optimizer.beta1: expected a number in [0, 1), got 1'],
    [{ id: 'adam', learningrate: 1 }, 'did you mean learningRate'],
    [{ id: 'adm' }, 'did you mean adam'],
  ])('refuses %j', (choice, message) => {
    expect(() => optimizers.create(choice)).toThrow(InputError);
    expect(() => optimizers.create(choice)).toThrow(message);
  });
});
