import {
  type Choice,
  createStream,
  foldIn,
  keyFromSeed,
  type NamedTensors,
  type PairBound,
  type PairContext,
} from '@minebench/core';
import { engines, onHost, tf } from '@minebench/engine';
import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { bounds } from '../../src/index.ts';
import { normals, normalsOf } from '../normals.ts';

// Critic t = a x y with x, y independent standard normal under Q (science.md, section 3):
// M(a) = E_Q e^t, and the gradient of log E_Q e^t by a minibatch of n' has a bias of order 1/n'.
const M = (a: number) => (1 - a * a) ** -0.5;
const slope = (a: number) => a * (1 - a * a) ** -1.5;

/** Closed form of n' times the bias of the gradient of DV, where a batch enters the denominator with weight w. */
const biasCoefficient = (a: number, w = 1): number => {
  const variance = M(2 * a) - M(a) ** 2;
  const covariance = slope(2 * a) - slope(a) * M(a);
  return (w * covariance) / M(a) ** 2 - ((w / (2 - w)) * slope(a) * variance) / M(a) ** 3;
};

/** The joint term has the same gradient in every bound, without bias: one joint pair at zero takes it out. */
const withReference = (reference: Tensor1D): PairContext => ({
  joint: tf.zeros([1]),
  reference,
  own: {},
  ownReference: {},
});

/** A bound by name. */
const pairBound = (choice: Choice) => bounds.create(choice) as PairBound;

/** Steps a call; long against the moving average's memory, so that chunk means are as good as independent. */
const CHUNK = 500;

/**
 * Mean over `steps` minibatches of (gradient of the bound's objective by a) - (true gradient), with its standard error. The first-order term, whose
 * mean is zero, is subtracted from each batch as a control variate. The standard error comes from chunk means, since a moving average ties steps together.
 */
async function gradientBias(bound: PairBound, a: number, batchSize: number, steps: number, seed: number, burnIn = 0) {
  const state = onHost(() =>
    Object.fromEntries(
      Object.entries(bound.initState()).map(([name, value]) => [name, value.dataSync().slice() as Float32Array]),
    ),
  );
  const specs = Object.fromEntries(Object.keys(state).map((name) => [name, { dtype: 'float32' as const, shape: [] }]));
  const program = await engines.create('ort:cpu').compile(
    (current, _, batch) => {
      const products = tf.mul(batch.x, batch.y) as Tensor1D;
      let next: NamedTensors = {};
      const objective = (weight: Tensor): Scalar => {
        const reference = tf.mul(products, weight) as Tensor1D;
        const { value, state: moved } = bound.objective(withReference(reference), current as never);
        next = Object.fromEntries(Object.entries(moved).map(([name, tensor]) => [name, tf.keep(tf.clone(tensor))]));
        return value;
      };
      const { grads } = tf.valueAndGrads(objective as never)([tf.scalar(a).add(tf.mul(0, tf.sum(products))) as Tensor]);
      const weights = tf.exp(tf.mul(products, a));
      const outputs = {
        gradient: grads[0],
        numerator: tf.mean(tf.mul(products, weights)),
        batchMean: tf.mean(weights),
      };
      return { state: next, outputs: { ...outputs, ...('logAverage' in next ? { logAverage: next.logAverage } : {}) } };
    },
    {
      state: specs,
      data: {},
      batch: { x: { dtype: 'float32', shape: [batchSize] }, y: { dtype: 'float32', shape: [batchSize] } },
    },
  );
  let carried = Object.fromEntries(
    Object.entries(state).map(([name, data]) => [name, { dtype: 'float32' as const, shape: [] as number[], data }]),
  ) as never;
  const chunkMeans: number[] = [];
  for (let done = 0; done < steps; done += CHUNK) {
    const stream = createStream(foldIn(keyFromSeed(seed), done));
    const draw = () => ({
      dtype: 'float32' as const,
      shape: [CHUNK, batchSize],
      data: Float32Array.from(normalsOf(stream, CHUNK * batchSize)),
    });
    const { state: next, outputs } = await program.run(carried, { data: {}, batch: { x: draw(), y: draw() } }, CHUNK);
    carried = next as never;
    if (done < burnIn) continue;
    let sum = 0;
    for (let k = 0; k < CHUNK; k++) {
      const numerator = outputs.numerator.data[k];
      const denominator = outputs.logAverage ? Math.exp(outputs.logAverage.data[k]) : outputs.batchMean.data[k];
      const firstOrder = -(numerator - slope(a)) / M(a) + (slope(a) * (denominator - M(a))) / M(a) ** 2;
      sum += outputs.gradient.data[k] + slope(a) / M(a) - firstOrder;
    }
    chunkMeans.push(sum / CHUNK);
  }
  const bias = chunkMeans.reduce((total, mean) => total + mean, 0) / chunkMeans.length;
  const squares = chunkMeans.reduce((total, mean) => total + (mean - bias) ** 2, 0);
  return { bias, standardError: Math.sqrt(squares / (chunkMeans.length - 1) / chunkMeans.length) };
}

describe('the gradient of log E_Q e^t by minibatches', () => {
  it('the closed form gives the coefficients of science.md', () => {
    expect(biasCoefficient(0.2)).toBeCloseTo(0.2806, 4);
    expect(biasCoefficient(0.3)).toBeCloseTo(0.6914, 4);
  });

  it.each([
    [0.2, [64, 256, 1024], [40_000, 30_000, 20_000]],
    [0.3, [256, 1024], [40_000, 20_000]],
  ])("DV's is biased by the closed form over n' (a = %d)", async (a, sizes, steps) => {
    const points: [number, number][] = [];
    for (const [k, size] of sizes.entries()) {
      const { bias, standardError } = await gradientBias(pairBound('dv'), a, size, steps[k], 100 + size);
      // 5% for the orders beyond the first, and three standard errors of the mean over batches.
      expect(Math.abs(bias - biasCoefficient(a) / size)).toBeLessThan(
        0.05 * (biasCoefficient(a) / size) + 3 * standardError,
      );
      points.push([Math.log(size), Math.log(bias)]);
    }
    const [first, last] = [points[0], points[points.length - 1]];
    expect(Math.abs((last[1] - first[1]) / (last[0] - first[0]) + 1)).toBeLessThan(0.1);
  });

  it.each([
    [0.2, 64, 60_000],
    [0.3, 256, 60_000],
  ])("MINE's moving average reduces it to the closed form (a = %d, n' = %d)", async (a, size, steps) => {
    const decay = 0.9;
    const bound = pairBound({ id: 'mine', decay });
    // The average forgets its start: after 500 batches its weight is below 1e-22.
    const { bias, standardError } = await gradientBias(bound, a, size, steps, 7, CHUNK);
    const expected = biasCoefficient(a, 1 - decay) / size;
    expect(expected).toBeLessThan(biasCoefficient(a) / size / 5);
    // The noise must not be what passes the test.
    expect(3 * standardError).toBeLessThan(0.1 * expected);
    expect(Math.abs(bias - expected)).toBeLessThan(0.2 * expected + 3 * standardError);
  });

  it('MINE without memory has the gradient of DV', async () => {
    const plain = await gradientBias(pairBound('dv'), 0.2, 32, 4 * CHUNK, 3);
    const corrected = await gradientBias(pairBound({ id: 'mine', decay: 0 }), 0.2, 32, 4 * CHUNK, 3);
    // The same batches; the two graphs differ in rounding only.
    expect(Math.abs(plain.bias - corrected.bias)).toBeLessThan(1e-5);
  });

  it("MINE-f's has none: -E_Q[x y e^(t-1)] exactly in the mean", async () => {
    const a = 0.2;
    const bound = pairBound('mine-f');
    const size = 64;
    const steps = 20_000;
    const program = await engines.create('ort:cpu').compile(
      (_, __, batch) => {
        const objective = (weight: Tensor): Scalar =>
          bound.objective(withReference(tf.mul(batch.products, weight) as Tensor1D), {}).value;
        const { grads } = tf.valueAndGrads(objective as never)([tf.add(a, tf.mul(0, tf.sum(batch.products)))]);
        return { state: {}, outputs: { gradient: grads[0] } };
      },
      { state: {}, data: {}, batch: { products: { dtype: 'float32', shape: [size] } } },
    );
    const x = normals(5, steps * size);
    const y = normals(6, steps * size);
    const products = {
      dtype: 'float32' as const,
      shape: [steps, size],
      data: Float32Array.from(x, (value, k) => value * y[k]),
    };
    const { outputs } = await program.run({}, { data: {}, batch: { products } }, steps);
    const gradients = outputs.gradient.data as Float32Array;
    const mean = gradients.reduce((sum, value) => sum + value, 0) / steps;
    const spread = Math.sqrt(gradients.reduce((sum, value) => sum + (value - mean) ** 2, 0) / steps ** 2);
    expect(Math.abs(mean + slope(a) / Math.E)).toBeLessThan(4 * spread);
  });
});

describe("MINE's moving average", () => {
  const averages = async (options: { decay: number; start: 'debias' | 'first-batch' }, logBatches: number[]) => {
    const bound = pairBound({ id: 'mine', ...options });
    return onHost(() => {
      let state = bound.initState();
      return logBatches.map((t) => {
        state = bound.objective(withReference(tf.tensor1d([t, t])), state).state;
        return state.logAverage.dataSync()[0];
      });
    });
  };

  it('starts at the first batch, and moves to (1 - w) average + w batch from there', async () => {
    const decay = 0.75;
    const batches = [3, 1, -2, 0.5];
    const expected = batches.reduce<number[]>((seen, t, k) => {
      seen.push(k === 0 ? Math.exp(t) : decay * seen[k - 1] + (1 - decay) * Math.exp(t));
      return seen;
    }, []);
    const found = await averages({ decay, start: 'first-batch' }, batches);
    found.forEach((value, k) => {
      expect(Math.exp(value)).toBeCloseTo(expected[k], 4);
    });
  });

  it('debiased, is the weighted mean of all batches so far', async () => {
    const decay = 0.9;
    const batches = [3, 1, -2, 0.5, 2];
    const found = await averages({ decay, start: 'debias' }, batches);
    found.forEach((value, k) => {
      const weights = batches.slice(0, k + 1).map((_, i) => decay ** (k - i));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const mean = batches.slice(0, k + 1).reduce((sum, t, i) => sum + (weights[i] * Math.exp(t)) / total, 0);
      expect(Math.exp(value) / mean).toBeCloseTo(1, 4);
    });
  });

  it('stays finite at critic values whose exponential overflows', async () => {
    const found = await averages({ decay: 0.9, start: 'debias' }, [500, 500, 500]);
    for (const value of found) expect(value).toBeCloseTo(500, 2);
  });
});
