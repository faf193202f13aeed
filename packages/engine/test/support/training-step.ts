import type { NamedArrays, Step, StepExample } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { Draws } from './draws.ts';

type Activation = (x: Tensor2D) => Tensor2D;
type Optimizer = 'adam' | 'sgd';

/** A statistics network on pairs of numbers, its weights by name. */
export interface Network {
  readonly weights: Readonly<Record<string, readonly number[]>>;
  score(weights: Readonly<Record<string, Tensor>>, x: Tensor2D, y: Tensor2D): Tensor1D;
}

/** A perceptron on the concatenation of x and y. */
export const jointNetwork = (dim: number, width: number, activate: Activation): Network => ({
  weights: { w0: [2 * dim, width], b0: [1, width], w1: [width, width], b1: [1, width], w2: [width, 1], b2: [1, 1] },
  score({ w0, b0, w1, b1, w2, b2 }, x, y) {
    const first = activate(tf.add(tf.matMul(tf.concat([x, y], 1), w0 as Tensor2D), b0));
    const second = activate(tf.add(tf.matMul(first, w1 as Tensor2D), b1));
    return tf.reshape(tf.add(tf.matMul(second, w2 as Tensor2D), b2), [x.shape[0]]);
  },
});

/** The inner product of two perceptrons. */
export const separableNetwork = (dim: number, width: number, activate: Activation): Network => ({
  weights: { u0: [dim, width], a0: [1, width], u1: [width, 4], v0: [dim, width], c0: [1, width], v1: [width, 4] },
  score({ u0, a0, u1, v0, c0, v1 }, x, y) {
    const ofX = tf.matMul(activate(tf.add(tf.matMul(x, u0 as Tensor2D), a0)), u1 as Tensor2D);
    const ofY = tf.matMul(activate(tf.add(tf.matMul(y, v0 as Tensor2D), c0)), v1 as Tensor2D);
    return tf.sum(tf.mul(ofX, ofY), 1);
  },
});

export interface Training {
  readonly network: Network;
  readonly optimizer: Optimizer;
  readonly dim: number;
  readonly pool: number;
  readonly batch: number;
}

const EPSILON = 1e-8;
const BETA1 = 0.9;
const BETA2 = 0.999;

/** Weights as one flat vector: split once, joined once. */
const split = (network: Network, flat: Tensor): Tensor[] => {
  const shapes = Object.values(network.weights);
  const pieces = tf.split(
    flat,
    shapes.map((shape) => shape.reduce((product, length) => product * length, 1)),
  );
  return pieces.map((piece, k) => tf.reshape(piece, [...shapes[k]]));
};

const ascend = (
  optimizer: Optimizer,
  gradient: Tensor,
  { weights, mean, square, decay1, decay2 }: Readonly<Record<string, Tensor>>,
): Record<string, Tensor> => {
  if (optimizer === 'sgd') return { weights: tf.add(weights, tf.mul(gradient, 0.05)) };
  const nextMean = tf.add(tf.mul(mean, BETA1), tf.mul(gradient, 1 - BETA1));
  const nextSquare = tf.add(tf.mul(square, BETA2), tf.mul(tf.square(gradient), 1 - BETA2));
  const [next1, next2] = [tf.mul(decay1, BETA1), tf.mul(decay2, BETA2)];
  const root = tf.sqrt(tf.div(nextSquare, tf.sub(1, next2)));
  const direction = tf.div(tf.div(nextMean, tf.sub(1, next1)), tf.add(root, EPSILON));
  return {
    weights: tf.add(weights, tf.mul(direction, 1e-3)),
    mean: nextMean,
    square: nextSquare,
    decay1: next1,
    decay2: next2,
  };
};

/**
 * A training step as estimators write it: gather the batch from the pool, score joint and reference pairs, differentiate Donsker and Varadhan's
 * bound, update. Outputs: the bound, and the scores of the batch less their mean (the bound leaves a constant free).
 */
export function trainingStep({ network, optimizer, dim, pool, batch }: Training): { step: Step; example: StepExample } {
  const names = Object.keys(network.weights);
  const step: Step = (state, data, rows) => {
    const x = tf.gather(data.x, rows.x as Tensor1D) as Tensor2D;
    const y = tf.gather(data.y, rows.y as Tensor1D) as Tensor2D;
    const scoresOf = (pieces: readonly Tensor[]) =>
      network.score(Object.fromEntries(names.map((name, k) => [name, pieces[k]])), x, y);
    const objective = (...pieces: Tensor[]): Scalar => {
      const [joint, reference] = tf.split(scoresOf(pieces), 2);
      return tf.sub(tf.mean(joint), tf.sub(tf.logSumExp(reference), Math.log(batch))) as Scalar;
    };
    const pieces = split(network, state.weights);
    const { value, grads } = tf.valueAndGrads(objective)(pieces);
    const gradient = tf.concat(grads.map((piece) => tf.reshape(piece, [piece.size])));
    const scores = scoresOf(pieces);
    return {
      state: ascend(optimizer, gradient, state),
      outputs: { bound: value, scores: tf.sub(scores, tf.mean(scores)) },
    };
  };
  const rows = { dtype: 'int32', shape: [2 * batch] } as const;
  const points = { dtype: 'float32', shape: [pool, dim] } as const;
  return {
    step,
    example: {
      state: initialState({ network, optimizer, dim, pool, batch }),
      data: { x: points, y: points },
      batch: { x: rows, y: rows },
    },
  };
}

export function initialState({ network, optimizer }: Training): NamedArrays {
  const draws = new Draws(20);
  const pieces = Object.values(network.weights).map((shape) =>
    Array.from(draws.normal(...shape).data, (w) => (shape[0] === 1 ? 0 : w / Math.sqrt(shape[0]))),
  );
  const data = Float32Array.from(pieces.flat());
  const vector = (numbers: Float32Array) => ({ dtype: 'float32' as const, shape: [numbers.length], data: numbers });
  const scalar = () => ({ dtype: 'float32' as const, shape: [], data: Float32Array.of(1) });
  const weights = vector(data);
  if (optimizer === 'sgd') return { weights };
  const zeros = () => vector(new Float32Array(data.length));
  return { weights, mean: zeros(), square: zeros(), decay1: scalar(), decay2: scalar() };
}

/** Correlated points, and the rows of joint pairs and of references (each y with another x) step by step. */
export function trainingInputs({ dim, pool, batch }: Training, steps: number) {
  const draws = new Draws(21);
  const x = draws.normal(pool, dim);
  const noise = draws.normal(pool, dim);
  const y = { ...noise, data: Float32Array.from(noise.data, (z, k) => 0.8 * x.data[k] + 0.6 * z) };
  const rowsX = draws.integers(0, pool - 1, [steps, 2 * batch]);
  const shift = draws.integers(1, pool - 1, [steps]);
  const rowsY = {
    ...rowsX,
    data: rowsX.data.map((row, k) => {
      const isReference = k % (2 * batch) >= batch;
      return isReference ? (row + shift.data[Math.floor(k / (2 * batch))]) % pool : row;
    }),
  };
  return { data: { x, y }, batch: { x: rowsX, y: rowsY } };
}
