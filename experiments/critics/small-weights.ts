import { type Critic, createStream, foldIn } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor2D } from '@tensorflow/tfjs';

/** Standard deviation of the initial weights. */
const SPREAD = 0.02;
const WIDTH = 100;

/** The lecture's critic: two hidden layers of 100 ELUs on (x, y), weights from N(0, 0.02^2), no biases at first. It begins near zero, which is a saddle. */
const critic: Critic = {
  id: 'small-weights',
  init(key, dimX, dimY) {
    const layer = (name: string, rows: number, columns: number) => {
      const weights = new Float64Array(rows * columns);
      createStream(foldIn(key, name)).fillNormal(weights);
      return tf.tensor2d(
        Float32Array.from(weights, (weight) => SPREAD * weight),
        [rows, columns],
      );
    };
    return {
      w1: layer('w1', dimX + dimY, WIDTH),
      b1: tf.zeros([WIDTH]),
      w2: layer('w2', WIDTH, WIDTH),
      b2: tf.zeros([WIDTH]),
      w3: layer('w3', WIDTH, 1),
      b3: tf.zeros([1]),
    };
  },
  score({ w1, b1, w2, b2, w3, b3 }, x, y) {
    const first = tf.elu(tf.add(tf.matMul(tf.concat([x, y], 1) as Tensor2D, w1), b1));
    const second = tf.elu(tf.add(tf.matMul(first, w2), b2));
    return tf.reshape(tf.add(tf.matMul(second, w3), b3), [x.shape[0]]);
  },
};

export default critic;
