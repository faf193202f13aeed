import { type Critic, createStream, InputError, type Key, keyFromSeed } from '@minebench/core';
import { onHost, tf } from '@minebench/engine';
import type { LayersModel, SymbolicTensor, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { requireTrainable } from './trainable-model.ts';

type LayerVariable = LayersModel['weights'][number];

export interface LayersModelOptions {
  /** The critic's name in records. */
  readonly id: string;
  /**
   * Makes a model of two inputs, x `[null, dimX]` and y `[null, dimY]`, or of one, their concatenation `[null, dimX + dimY]`, and of one output, `[null, 1]`.
   * Initialisers draw from the critic's key; one with a seed of its own starts the same under every key.
   */
  build(dimX: number, dimY: number): LayersModel;
}

/** A model, and its weights: those that are trained, and those that stay as they were made. */
interface Built {
  readonly model: LayersModel;
  readonly trained: readonly LayerVariable[];
  readonly frozen: readonly { readonly weight: LayerVariable; readonly values: Float32Array }[];
}

/** The name that a weight has within its layer: the layer's own is numbered anew for every model. */
const shortName = (weight: LayerVariable): string =>
  weight.originalName.slice(weight.originalName.lastIndexOf('/') + 1);

/**
 * A critic from a Keras-style model of TensorFlow.js layers. Its parameters are the model's trainable weights, `0.kernel`, `1.bias`, ...; layers that are set
 * to `trainable = false` stay as they were built, the same under every key. It is applied as in inference: dropout layers do nothing.
 * @throws InputError, from `init` and `score`, for a model of other inputs or outputs, with regularisers or constraints, or with weights that change without a gradient
 */
export function fromLayersModel({ id, build }: LayersModelOptions): Critic {
  const models = new Map<string, Built>();
  const make = (dimX: number, dimY: number): Built => {
    const model = build(dimX, dimY);
    requireShapes(id, model, dimX, dimY);
    requireTrainable(id, model);
    const frozen = model.nonTrainableWeights.map((weight) => ({
      weight,
      values: weight.read().dataSync().slice() as Float32Array,
    }));
    return { model, trained: model.trainableWeights, frozen };
  };
  const builtFor = (dimX: number, dimY: number): Built => {
    const size = `${dimX}, ${dimY}`;
    const known = models.get(size) ?? onHost(() => drawingFrom(keyFromSeed(0), () => make(dimX, dimY)));
    models.set(size, known);
    return known;
  };
  return {
    id,
    init(key, dimX, dimY) {
      // The model that scores is there before anything is recorded.
      const scoring = builtFor(dimX, dimY);
      const values = onHost(() => {
        const { model, trained } = drawingFrom(key, () => make(dimX, dimY));
        if (model === scoring.model)
          throw new InputError({
            argument: `critic ${id}`,
            problem: 'builds the same model each time it is asked for one',
            remedy: 'make a new model within build',
          });
        const read = trained.map((weight, k) => ({
          name: `${k}.${shortName(weight)}`,
          shape: weight.shape as number[],
          data: weight.read().dataSync().slice() as Float32Array,
        }));
        model.dispose();
        return read;
      });
      return Object.fromEntries(values.map(({ name, shape, data }) => [name, tf.tensor(data, shape)]));
    },
    score(params, x, y) {
      const { model, trained, frozen } = builtFor(x.shape[1], y.shape[1]);
      const fixed = frozen.map(({ weight, values }) => ({
        weight,
        value: tf.tensor(values, weight.shape as number[], weight.dtype),
      }));
      const given = trained.map((weight, k) => ({ weight, value: params[`${k}.${shortName(weight)}`] }));
      const inputs = model.inputs.length === 2 ? [x, y] : tf.concat([x, y], 1);
      const scores = withWeights([...given, ...fixed], () => model.apply(inputs, { training: false })) as Tensor2D;
      return tf.reshape(scores, [x.shape[0]]) as Tensor1D;
    },
  };
}

/** Computes with tensors in the place of a model's weights. */
function withWeights<T>(weights: readonly { weight: LayerVariable; value: Tensor }[], compute: () => T): T {
  const before = weights.map(({ weight }) => Object.getOwnPropertyDescriptor(weight, 'read'));
  for (const { weight, value } of weights)
    Object.defineProperty(weight, 'read', { value: () => value, configurable: true });
  try {
    return compute();
  } finally {
    weights.forEach(({ weight }, k) => {
      const own = before[k];
      if (own) Object.defineProperty(weight, 'read', own);
      else delete (weight as Partial<LayerVariable>).read;
    });
  }
}

/** Makes weights while TensorFlow.js's initialisers, which know no keys, take their seeds from one. */
function drawingFrom<T>(key: Key, make: () => T): T {
  const stream = createStream(key);
  const random = Math.random;
  Math.random = () => stream.uniform();
  try {
    return make();
  } finally {
    Math.random = random;
  }
}

function requireShapes(id: string, { inputs, outputs }: LayersModel, dimX: number, dimY: number): void {
  const shown = (tensors: readonly SymbolicTensor[]): string =>
    tensors.map(({ shape }) => `[${shape.map(String).join(', ')}]`).join(' and ');
  const refuse = (what: string, tensors: readonly SymbolicTensor[], wanted: string): never => {
    throw new InputError({
      argument: `critic ${id}`,
      problem: `builds a model whose ${what} ${tensors.length === 1 ? 'is' : 'are'} ${shown(tensors)}`,
      remedy: `build one of ${wanted}`,
    });
  };
  const pair = `[null, ${dimX}] and [null, ${dimY}]`;
  const joined = `[null, ${dimX + dimY}]`;
  const taken = shown(inputs);
  if (taken !== pair && taken !== joined)
    refuse(
      inputs.length === 1 ? 'input' : 'inputs',
      inputs,
      `inputs ${pair}, x and y, or of one input ${joined}, their concatenation`,
    );
  if (shown(outputs) !== '[null, 1]')
    refuse(outputs.length === 1 ? 'output' : 'outputs', outputs, 'one output [null, 1]');
}
