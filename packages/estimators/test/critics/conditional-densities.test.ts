import { type Critic, keyFromSeed, type Params, sum } from '@minebench/core';
import { engines, onHost, tf } from '@minebench/engine';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { critics } from '../../src/index.ts';
import { normals } from '../normals.ts';

const LOG_TWO_PI = Math.log(2 * Math.PI);

/** Log density of one coordinate by its definition, `spread` being the second output of the network. */
const definitions: [string, (y: number, location: number, spread: number) => number][] = [
  [
    'gaussian-conditional',
    (y, mu, logVariance) => -((y - mu) ** 2 / Math.exp(logVariance) + logVariance + LOG_TWO_PI) / 2,
  ],
  [
    'logistic-conditional',
    (y, location, logScale) => {
      const z = (y - location) / Math.exp(logScale);
      return -z - logScale - 2 * Math.log1p(Math.exp(-z));
    },
  ],
];

const [DIM_X, DIM_Y, COUNT] = [2, 3, 5];
const x = normals(1, COUNT * DIM_X);
const y = normals(2, COUNT * DIM_Y);
const weights = normals(3, DIM_X * 2 * DIM_Y).map((w) => w / 2);
const biases = normals(4, 2 * DIM_Y).map((b) => b / 2);

const rows = (values: ArrayLike<number>, dim: number): Tensor2D =>
  tf.tensor2d(Float32Array.from(values), [values.length / dim, dim]);

/** Without hidden layers: both heads are linear in x, the locations first. */
const linearParams = (w: ArrayLike<number>, b: ArrayLike<number>): Params => ({
  w0: rows(w, 2 * DIM_Y),
  b0: rows(b, 2 * DIM_Y),
});

describe.each(definitions)('%s', (id, logDensity) => {
  const linear: Critic = critics.create({ id, hidden: [] });

  /** log q(y_j|x_i) in float64. */
  const exact = (w: ArrayLike<number>, i: number, j: number): number => {
    const head = (k: number) =>
      Array.from({ length: DIM_X }, (_, axis) => x[i * DIM_X + axis] * w[axis * 2 * DIM_Y + k]).reduce(
        (sum, term) => sum + term,
        biases[k],
      );
    let total = 0;
    for (let k = 0; k < DIM_Y; k++) total += logDensity(y[j * DIM_Y + k], head(k), head(DIM_Y + k));
    return total;
  };

  it('scores a pair by the log density of y given x', () => {
    onHost(() => {
      const scores = linear.score(linearParams(weights, biases), rows(x, DIM_X), rows(y, DIM_Y)).dataSync();
      scores.forEach((score, k) => {
        expect(score).toBeCloseTo(exact(weights, k, k), 4);
      });
    });
  });

  it('has the gradient of that density', () => {
    const gradient = onHost(() => {
      const likelihood = (w: Tensor) =>
        tf.sum(linear.score({ ...linearParams(weights, biases), w0: w }, rows(x, DIM_X), rows(y, DIM_Y)));
      return tf
        .grad(likelihood)(rows(weights, 2 * DIM_Y))
        .dataSync();
    });
    const step = 1e-5;
    gradient.forEach((found, k) => {
      const moved = (by: number) => {
        const w = weights.map((weight, at) => (at === k ? weight + by : weight));
        return Array.from({ length: COUNT }, (_, row) => exact(w, row, row)).reduce((sum, value) => sum + value, 0);
      };
      // float64 differences are good to 1e-9; float32 sums of five terms to 1e-6 of the largest.
      const expected = (moved(step) - moved(-step)) / (2 * step);
      expect(Math.abs(found - expected)).toBeLessThan(1e-4 * (1 + Math.abs(expected)));
    });
  });

  it('integrates to one over y, whatever x and the weights', () => {
    const network = critics.create({ id, hidden: [8] });
    const step = 0.05;
    const reach = 600;
    const count = 2 * (reach / step) + 1;
    onHost(() => {
      for (const [k, point] of [-2, 0, 1.5].entries()) {
        const params = network.init(keyFromSeed(10 + k), 1, 1);
        const grid = Float32Array.from({ length: count }, (_, at) => -reach + at * step);
        const given = tf.fill([count, 1], point) as Tensor2D;
        const densities = network.score(params, given, rows(grid, 1)).dataSync().map(Math.exp);
        // The trapezium rule on an analytic density that has vanished at both ends.
        const integral = step * sum(Float64Array.from(densities));
        expect(Math.abs(integral - 1)).toBeLessThan(1e-4);
      }
    });
  });

  it('is finite 1e4 from its location', () => {
    onHost(() => {
      const params = linearParams(new Float32Array(DIM_X * 2 * DIM_Y), new Float32Array(2 * DIM_Y));
      for (const far of [-1e4, 1e4]) {
        const score = linear.score(params, rows([0, 0], DIM_X), rows([far, 0, 0], DIM_Y)).dataSync()[0];
        const expected = id.startsWith('gaussian') ? -(far ** 2) / 2 : -Math.abs(far);
        expect(score / expected).toBeCloseTo(1, 2);
      }
    });
  });

  it('gives the same scores on every engine', async () => {
    const points = (values: Float64Array, dim: number) => ({
      dtype: 'float32' as const,
      shape: [COUNT, dim],
      data: Float32Array.from(values),
    });
    const data = { x: points(x, DIM_X), y: points(y, DIM_Y) };
    const on = async (engine: string) => {
      const program = await engines.create(engine).compile(
        (_, inputs) => {
          const [atX, atY] = [inputs.x as Tensor2D, inputs.y as Tensor2D];
          const params = linearParams(weights, biases);
          const scores = linear.score(params, atX, atY);
          const product = linear.scoreProduct?.(params, atX, atY) ?? tf.mul(scores, 1);
          return { state: {}, outputs: { scores, product } };
        },
        { state: {}, data, batch: {} },
      );
      const { outputs } = await program.run({}, { data, batch: {} }, 1);
      await program.dispose();
      return [...(outputs.scores.data as Float32Array), ...(outputs.product.data as Float32Array)];
    };
    const reference = await on('tfjs:cpu');
    (await on('ort:cpu')).forEach((score, k) => {
      expect(Math.abs(score - reference[k])).toBeLessThan(1e-5 * (1 + Math.abs(reference[k])));
    });
  });
});

describe('the product of gaussian-conditional', () => {
  const critic = critics.create({ id: 'gaussian-conditional', hidden: [8] });

  // About 0, and far from there, where y^2 is 1e6 and float32 would keep none of (y - mu)^2.
  it.each([0, 1000])('has the scores of all pairs, y about %d', (centre) => {
    onHost(() => {
      const initial = critic.init(keyFromSeed(5), DIM_X, DIM_Y);
      const shift = tf.tensor2d([[...Array(DIM_Y).fill(centre), ...Array(DIM_Y).fill(0)]]);
      const params = { ...initial, b1: tf.add(initial.b1, shift) };
      const [atX, atY] = [rows(x, DIM_X), tf.add(rows(y, DIM_Y), centre) as Tensor2D];
      const product = critic.scoreProduct!(params, atX, atY).arraySync();
      for (let j = 0; j < COUNT; j++) {
        const sameY = tf.tile(tf.slice(atY, [j, 0], [1, DIM_Y]), [COUNT, 1]) as Tensor2D;
        const scores = critic.score(params, atX, sameY).dataSync();
        scores.forEach((score, i) => {
          // 24 bits of terms up to precision * 10; the location itself has them of 1000.
          expect(Math.abs(product[i][j] - score)).toBeLessThan((centre === 0 ? 1e-5 : 2e-3) * (1 + Math.abs(score)));
        });
      }
    });
  });

  it('has the gradient of the scores', () => {
    onHost(() => {
      const params = critic.init(keyFromSeed(5), DIM_X, DIM_Y);
      const [atX, atY] = [rows(x, DIM_X), rows(y, DIM_Y)];
      const order = Int32Array.from({ length: COUNT ** 2 }, (_, k) => k);
      const taken = (at: Tensor2D, of: (k: number) => number) =>
        tf.gather(at, tf.tensor1d(order.map(of), 'int32')) as Tensor2D;
      // Weights that differ from pair to pair tell a transposed product from a right one.
      const weight = tf.tensor1d(Float32Array.from(normals(6, COUNT ** 2)));
      const gradient = (of: (params: Params) => Tensor1D) =>
        tf
          .grad((w0: Tensor) => tf.sum(tf.mul(of({ ...params, w0 }), weight)))(params.w0)
          .dataSync();
      const ofProduct = gradient((at) => tf.reshape(critic.scoreProduct!(at, atX, atY), [COUNT ** 2]));
      const ofScores = gradient((at) =>
        critic.score(
          at,
          taken(atX, (k) => Math.floor(k / COUNT)),
          taken(atY, (k) => k % COUNT),
        ),
      );
      ofProduct.forEach((found, k) => {
        expect(Math.abs(found - ofScores[k])).toBeLessThan(1e-4 * (1 + Math.abs(ofScores[k])));
      });
    });
  });
});
