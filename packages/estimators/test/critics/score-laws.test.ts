import { type Choice, keyFromSeed, type Params } from '@minebench/core';
import { onHost, tf } from '@minebench/engine';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { critics } from '../../src/index.ts';
import { points, tensor } from './on-engine.ts';

const ROWS = 12;
const [DIM_X, DIM_Y] = [3, 2];

/** A critic with random weights, its biases too, and points to score. */
function opened(choice: Choice) {
  const critic = critics.create(choice);
  const initial = critic.init(keyFromSeed(3), DIM_X, DIM_Y);
  const params: Params = Object.fromEntries(
    Object.entries(initial).map(([name, value], k) => {
      const moved = tensor(points(20 + k, value.size, 1));
      return [name, tf.add(value, tf.mul(tf.reshape(moved, value.shape), 0.3))];
    }),
  );
  const [x, y] = [tensor(points(1, ROWS, DIM_X)), tensor(points(2, ROWS, DIM_Y))];
  const score = (left: Tensor = x, right: Tensor = y, weights: Params = params) =>
    critic.score(weights, left as Tensor2D, right as Tensor2D).dataSync() as Float32Array;
  return { critic, params, x, y, score };
}

const expectEqual = (found: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-5) => {
  expect(found.length).toBe(expected.length);
  Array.from(expected).forEach((value, k) => {
    expect(Math.abs(found[k] - value)).toBeLessThan(tolerance * (1 + Math.abs(value)));
  });
};

describe('the bilinear critic', () => {
  it('is affine in x and in y, and in no more than that together', () => {
    onHost(() => {
      const { x, y, score } = opened('bilinear');
      const [otherX, otherY] = [tensor(points(8, ROWS, DIM_X)), tensor(points(9, ROWS, DIM_Y))];
      const mix = (a: Tensor, b: Tensor) => tf.add(tf.mul(a, 0.3), tf.mul(b, 0.7));
      const mixed = (a: Float32Array, b: Float32Array) => a.map((value, k) => 0.3 * value + 0.7 * b[k]);
      expectEqual(score(mix(x, otherX)), mixed(score(), score(otherX)));
      expectEqual(score(x, mix(y, otherY)), mixed(score(), score(x, otherY)));
      const both = mixed(score(), score(otherX, otherY));
      expect(Math.max(...score(mix(x, otherX), mix(y, otherY)).map((v, k) => Math.abs(v - both[k])))).toBeGreaterThan(
        0.1,
      );
    });
  });

  it('is x^T W y + a . x + b . y + c', () => {
    onHost(() => {
      const { params, x, y, score } = opened('bilinear');
      const w = params.w.arraySync() as number[][];
      const [left, right] = [x.arraySync(), y.arraySync()];
      const expected = left.map((u, k) => {
        const [one, other] = [
          [...u, 1],
          [...right[k], 1],
        ];
        return one.reduce((sum, a, i) => sum + other.reduce((inner, b, j) => inner + a * w[i][j] * b, 0), 0);
      });
      expectEqual(score(), expected);
    });
  });

  it('starts with scores of variance one on independent inputs of variance one', () => {
    onHost(() => {
      const critic = critics.create('bilinear');
      const rows = 2000;
      const [x, y] = [tensor(points(1, rows, 30)), tensor(points(2, rows, 20))];
      const squares = tf.mean(tf.square(critic.score(critic.init(keyFromSeed(4), 30, 20), x, y))).dataSync()[0];
      // The variance is the sum of 600 squares of normal weights over 600, known to sqrt(2 / 600) = 5.8%; the mean of 2000 squares adds less than 4%.
      expect(Math.abs(squares - 1)).toBeLessThan(4 * Math.hypot(0.058, 0.04));
    });
  });
});

describe('the inner-product critic', () => {
  const choice = { id: 'inner-product', hidden: [8], embedding: 3 };

  it('stays within the reciprocal of its temperature, and reaches it for embeddings that are parallel', () => {
    onHost(() => {
      const { params, score } = opened({ ...choice, temperature: 0.2 });
      const largest = Math.exp(params.logScale.dataSync()[0]);
      for (const value of score()) expect(Math.abs(value)).toBeLessThanOrEqual(largest * (1 + 1e-6));
      // Embeddings that do not depend on their inputs, of any length.
      const constant = Object.fromEntries(
        Object.entries(params).map(([name, value]) => [
          name,
          /w1$/.test(name) ? tf.zerosLike(value) : name === 'x.b1' ? tf.mul(params['y.b1'], 5) : value,
        ]),
      );
      expectEqual(score(undefined, undefined, constant), new Float32Array(ROWS).fill(largest));
    });
  });

  it('starts at the temperature of its options, and adds its bias', () => {
    onHost(() => {
      expect(critics.create(choice).init(keyFromSeed(1), 1, 1).logScale.dataSync()[0]).toBeCloseTo(-Math.log(0.07), 6);
      const { params, score } = opened({ ...choice, bias: true });
      const unbiased = score(undefined, undefined, { ...params, bias: tf.scalar(0) });
      const shift = params.bias.dataSync()[0];
      expect(Math.abs(shift)).toBeGreaterThan(0.01);
      expectEqual(
        score(),
        unbiased.map((value) => value + shift),
      );
    });
  });
});

describe('the hybrid critic', () => {
  it('is its head on the concatenation of its embeddings', () => {
    onHost(() => {
      const { params, x, y, score } = opened({ id: 'hybrid', hidden: [], embedding: 4, head: [6] });
      const [f, g] = [
        tf.add(tf.matMul(x, params['x.w0']), params['x.b0']),
        tf.add(tf.matMul(y, params['y.w0']), params['y.b0']),
      ];
      const hidden = tf.relu(tf.add(tf.matMul(tf.concat([f, g], 1), params['head.w0']), params['head.b0']));
      expectEqual(score(), tf.add(tf.matMul(hidden, params['head.w1']), params['head.b1']).dataSync());
    });
  });
});

describe('the residual critic', () => {
  const choice = { id: 'residual-mlp', width: 6, blocks: 2 };
  const without = (params: Params, pattern: RegExp): Params =>
    Object.fromEntries(Object.entries(params).map(([name, v]) => [name, pattern.test(name) ? tf.zerosLike(v) : v]));

  it.each([false, true])('passes its stream on where the last map of a block is zero (layerNorm %s)', (layerNorm) => {
    onHost(() => {
      const { params, x, y, score } = opened({ ...choice, layerNorm });
      const passing = score(undefined, undefined, without(params, /^1\.out\.[wb]$/));
      // As if the block were not there: a critic of one block with the same weights.
      const shorter = critics.create({ ...choice, layerNorm, blocks: 1 });
      expectEqual(passing, shorter.score(params, x, y).dataSync());
      expect(Math.max(...score().map((value, k) => Math.abs(value - passing[k])))).toBeGreaterThan(1e-3);
    });
  });

  it('without any block is affine in what comes after the activation of a linear map', () => {
    onHost(() => {
      const { params, x, y, score } = opened(choice);
      const stream = tf.add(tf.matMul(tf.concat([x, y], 1), params['first.w']), params['first.b']);
      const expected = tf.add(tf.matMul(tf.relu(stream), params['last.w']), params['last.b']).dataSync();
      expectEqual(score(undefined, undefined, without(params, /\.out\.[wb]$/)), expected);
    });
  });

  it('keeps the scale of its scores at any depth', () => {
    onHost(() => {
      const deviation = (blocks: number) => {
        const critic = critics.create({ id: 'residual-mlp', width: 64, blocks });
        const scores = critic.score(
          critic.init(keyFromSeed(5), 30, 30),
          tensor(points(1, 300, 30)),
          tensor(points(2, 300, 30)),
        );
        return tf.moments(scores).variance.sqrt().dataSync()[0];
      };
      // The stream's variance grows by (1 + 1 / blocks)^blocks < e, whatever their number; without the division by 2^blocks.
      expect(deviation(24) / deviation(1)).toBeLessThan(4);
    });
  });
});

describe('the ensemble', () => {
  const member = { id: 'joint-mlp', hidden: [8], activation: 'tanh' };
  const named = (params: Params, k: number): Params =>
    Object.fromEntries(
      Object.entries(params).flatMap(([name, value]) => (name.startsWith(`${k}.`) ? [[name.slice(2), value]] : [])),
    );

  it('of one is its member', () => {
    onHost(() => {
      const { params, x, y, score } = opened({ id: 'ensemble', critic: member, size: 1 });
      expect(score()).toEqual(critics.create(member).score(named(params, 0), x, y).dataSync());
    });
  });

  it('of several is the mean of their scores, in products too', () => {
    onHost(() => {
      const choices: Choice[] = ['bilinear', { id: 'separable-mlp', hidden: [4] }, { id: 'hybrid', hidden: [4] }];
      const { critic, params, x, y, score } = opened({ id: 'ensemble', critics: choices });
      const alone = choices.map((choice, k) => critics.create(choice).score(named(params, k), x, y).dataSync());
      expectEqual(
        score(),
        Array.from(alone[0], (_, k) => (alone[0][k] + alone[1][k] + alone[2][k]) / 3),
      );
      expect(critic.scoreProduct).toBeDefined();
      expect(critics.create({ id: 'ensemble', critics: ['bilinear', member] }).scoreProduct).toBeUndefined();
    });
  });
});
