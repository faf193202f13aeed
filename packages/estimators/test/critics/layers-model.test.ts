import { InputError, keyFromSeed, type Params } from '@minebench/core';
import { engines, onHost, tf } from '@minebench/engine';
import type { LayersModel, Tensor2D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { bounds, createNeuralEstimator, fromLayersModel, optimizers, parameterCount } from '../../src/index.ts';
import { completed, estimateOptions } from '../estimate-options.ts';
import { gaussianMi, gaussianSplit, protocol } from '../gaussian-split.ts';
import { points, scoresAndGradients, tensor } from './on-engine.ts';

const { dense, dropout, concatenate, batchNormalization } = tf.layers;

/** Two inputs, with what Keras-style models are made of. */
const twoInputs = (dimX: number, dimY: number): LayersModel => {
  const [x, y] = [tf.input({ shape: [dimX] }), tf.input({ shape: [dimY] })];
  const joined = concatenate().apply([dense({ units: 6, activation: 'elu' }).apply(x) as never, y]);
  const hidden = dense({ units: 5, activation: 'tanh', name: 'hidden' }).apply(joined);
  const outputs = dense({ units: 1 }).apply(dropout({ rate: 0.5 }).apply(hidden)) as never;
  return tf.model({ inputs: [x, y], outputs });
};

/** One input, the concatenation. */
const oneInput = (dimX: number, dimY: number): LayersModel =>
  tf.sequential({
    layers: [dense({ units: 16, activation: 'relu', inputShape: [dimX + dimY] }), dense({ units: 1 })],
  });

const ROWS = 7;
const [x, y] = [points(1, ROWS, 3), points(2, ROWS, 2)];

describe.each([
  ['two inputs', twoInputs, 3 * 6 + 6 + 8 * 5 + 5 + 5 + 1],
  ['one input', oneInput, 5 * 16 + 16 + 16 + 1],
] as const)('a model of %s as a critic', (_, build, parameters) => {
  const critic = fromLayersModel({ id: './keras.ts', build });

  it('scores as the model predicts with the same weights, and leaves the model its own', () => {
    const built: LayersModel[] = [];
    const watched = fromLayersModel({
      id: 'watched',
      build: (dimX, dimY) => {
        built.push(build(dimX, dimY));
        return built[built.length - 1];
      },
    });
    onHost(() => {
      const params = watched.init(keyFromSeed(1), 3, 2);
      const scores = watched.score(params, tensor(x), tensor(y)).dataSync();
      // Made for scoring; that of `init`, whose weights are the parameters, is gone.
      const model = built[0];
      const own = model.getWeights().map((weight) => weight.dataSync());
      watched.score(params, tensor(x), tensor(y));
      expect(model.getWeights().map((weight) => weight.dataSync())).toEqual(own);
      const inputs = model.inputs.length === 2 ? [tensor(x), tensor(y)] : tf.concat([tensor(x), tensor(y)], 1);
      const predicted = () => Array.from((model.predict(inputs) as Tensor2D).dataSync());
      expect(predicted()).not.toEqual(Array.from(scores));
      model.setWeights(Object.values(params));
      expect(predicted()).toEqual(Array.from(scores));
    });
  });

  it('has the trainable weights as parameters, the same for the same key', () => {
    expect(parameterCount(critic, 3, 2)).toBe(parameters);
    const weights = (seed: number) => {
      const params = critic.init(keyFromSeed(seed), 3, 2);
      return Object.entries(params).map(([name, value]) => [name, value.dtype, value.shape, value.dataSync()]);
    };
    expect(weights(1)).toEqual(weights(1));
    expect(weights(2)).not.toEqual(weights(1));
    expect(weights(1)[0].slice(0, 2)).toEqual(['0.kernel', 'float32']);
  });

  it('is equal on every engine, gradients too', async () => {
    const reference = await scoresAndGradients('tfjs:cpu', critic, { x, y });
    for (const engine of ['ort:cpu', 'tfjs:wasm']) {
      const found = await scoresAndGradients(engine, critic, { x, y });
      for (const name of ['scores', 'gradients'])
        reference[name].data.forEach((value, k) => {
          expect(Math.abs(found[name].data[k] - value)).toBeLessThan(1e-6 + 1e-4 * Math.abs(value));
        });
    }
  });

  it('leaves no tensor behind when it scores', () => {
    const params = onHost(() => Object.entries(critic.init(keyFromSeed(1), 3, 2)).map(([k, v]) => [k, v.arraySync()]));
    const score = () =>
      onHost(() => {
        const given = Object.fromEntries(params.map(([k, v]) => [k, tf.tensor(v as number[])])) as Params;
        critic.score(given, tensor(x), tensor(y));
      });
    score();
    const before = tf.memory().numTensors;
    score();
    expect(tf.memory().numTensors).toBe(before);
  });
});

it('learns: a lower bound on the information of correlated Gaussians that comes close to it', async () => {
  const rho = 0.8;
  const { evaluation, parameters } = await completed(
    createNeuralEstimator({
      bound: bounds.create('dv'),
      critic: fromLayersModel({ id: './keras.ts', build: oneInput }),
      optimizer: optimizers.create({ id: 'adam', learningRate: 0.01 }),
    }).estimate(
      gaussianSplit(5, 1, rho, { train: 'fresh', selection: 2000, evaluation: 20_000 }),
      estimateOptions({ engine: engines.create('ort:cpu'), protocol: protocol({ steps: 600, selectEvery: 200 }) }),
      keyFromSeed(6),
    ),
  );
  expect(parameters).toBe(2 * 16 + 16 + 16 + 1);
  const truth = gaussianMi(1, rho);
  expect(evaluation.nats).toBeLessThan(truth + 4 * evaluation.standardError);
  // Without learning it would be zero; what 16 units and 600 steps may lack is a tenth.
  expect(evaluation.nats).toBeGreaterThan(0.9 * truth - 4 * evaluation.standardError);
});

describe('weights that are not trained', () => {
  const normalized = (trainable: boolean) => (dimX: number, dimY: number) => {
    const normalization = batchNormalization({ trainable });
    return tf.sequential({
      layers: [dense({ units: 4, inputShape: [dimX + dimY] }), normalization, dense({ units: 1 })],
    });
  };

  it.each([
    // The kernel of normalising layers is none of those that are recorded.
    ['batch normalisation', normalized(false), ['0.kernel', '1.bias', '2.kernel', '3.bias'], ['tfjs:cpu', 'tfjs:wasm']],
    [
      'a dense layer',
      (dimX: number, dimY: number) =>
        tf.sequential({
          layers: [dense({ units: 4, inputShape: [dimX + dimY], trainable: false }), dense({ units: 1 })],
        }),
      ['0.kernel', '1.bias'],
      ['tfjs:cpu', 'ort:cpu'],
    ],
  ] as const)('of %s that is set so stay as they are, and are no parameters', async (_, build, names, engineIds) => {
    const critic = fromLayersModel({ id: 'frozen', build });
    expect(Object.keys(critic.init(keyFromSeed(1), 3, 2))).toEqual(names);
    // A critic of another process, which scores without having been asked for weights, holds the same ones.
    const [reference, found] = await Promise.all(
      engineIds.map((engine) => scoresAndGradients(engine, fromLayersModel({ id: 'frozen', build }), { x, y })),
    );
    expect(new Set(reference.scores.data).size).toBe(ROWS);
    reference.scores.data.forEach((score, k) => {
      expect(found.scores.data[k]).toBeCloseTo(score, 5);
    });
  });

  it('may belong to a critic that is recorded before it has been asked for weights', async () => {
    const params = fromLayersModel({ id: 'first', build: oneInput }).init(keyFromSeed(3), 3, 2);
    const second = fromLayersModel({ id: 'second', build: oneInput });
    const found = await scoresAndGradients('ort:cpu', { ...second, init: () => params }, { x, y });
    const expected = await scoresAndGradients('tfjs:cpu', second, { x, y });
    expected.scores.data.forEach((score, k) => {
      expect(found.scores.data[k]).toBeCloseTo(score, 5);
    });
  });

  const init = (build: (dimX: number, dimY: number) => LayersModel) =>
    fromLayersModel({ id: './keras.ts', build }).init(keyFromSeed(1), 3, 2);
  const shared = oneInput(3, 2);
  const layer = (options: object) => (dimX: number, dimY: number) =>
    tf.sequential({ layers: [dense({ units: 1, inputShape: [dimX + dimY], ...options })] });

  it.each([
    [
      normalized(true),
      /has weights that no gradient trains, .*moving_mean and .*moving_variance; leave the layer batch_norm\w+ \(BatchNorm\w+\) out, or set/,
    ],
    [() => shared, /builds the same model each time it is asked for one; make a new model within build$/],
    [layer({ kernelRegularizer: 'l1l2' }), /has a regularizer in the layer dense_\w+ \(Dense\), .*; remove it/],
    [layer({ kernelConstraint: 'maxNorm' }), /has a constraint on the weight dense_\w+\/kernel, .*; remove it/],
    [layer({ units: 2 }), /builds a model whose output is \[null, 2\]; build one of one output \[null, 1\]$/],
    [
      layer({ inputShape: [4] }),
      /whose input is \[null, 4\]; build one of inputs \[null, 3\] and \[null, 2\], x and y, or/,
    ],
    [
      () => {
        const inputs = [tf.input({ shape: [2] }), tf.input({ shape: [3] })];
        return tf.model({ inputs, outputs: dense({ units: 1 }).apply(concatenate().apply(inputs)) as never });
      },
      /whose inputs are \[null, 2\] and \[null, 3\]; build/,
    ],
    [
      (dimX: number, dimY: number) => {
        const inner = normalized(true)(dimX, dimY);
        return tf.sequential({ layers: [inner] });
      },
      /has weights that no gradient trains/,
    ],
  ] as const)('are refused otherwise, as is what training would not see: %#', (build, message) => {
    expect(() => init(build)).toThrow(InputError);
    expect(() => init(build)).toThrow(message);
  });
});
