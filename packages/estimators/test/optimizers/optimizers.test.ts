import { InputError } from '@minebench/core';
import { onHost, tf } from '@minebench/engine';
import { describe, expect, it } from 'vitest';
import { createAdam, createSgd, optimizers } from '../../src/index.ts';

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

  it('Adam follows algorithm 1 of Kingma and Ba, in float64', () => {
    const options = { learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-3 };
    const expected = [1, 2, 3].map((start, k) => {
      let [m, v, theta] = [0, 0, start];
      gradients.forEach((gradient, i) => {
        m = options.beta1 * m + (1 - options.beta1) * gradient[k];
        v = options.beta2 * v + (1 - options.beta2) * gradient[k] ** 2;
        const mHat = m / (1 - options.beta1 ** (i + 1));
        const vHat = v / (1 - options.beta2 ** (i + 1));
        theta += (options.learningRate * mHat) / (Math.sqrt(vHat) + options.epsilon);
      });
      return theta;
    });
    updated(createAdam(options)).forEach((value, k) => {
      expect(value).toBeCloseTo(expected[k], 5);
    });
  });

  it.each([
    [{ id: 'adam', learningRate: -1 }, 'optimizer.learningRate -1'],
    [{ id: 'adam', beta1: 1 }, 'optimizer.beta1 1'],
    [{ id: 'adam', learningrate: 1 }, 'did you mean learningRate'],
    [{ id: 'adm' }, 'did you mean adam'],
  ])('refuses %j', (choice, message) => {
    expect(() => optimizers.create(choice)).toThrow(InputError);
    expect(() => optimizers.create(choice)).toThrow(message);
  });
});
