import { type Choice, createStream, keyFromSeed, type NamedArrays, NOISE_LEVELS } from '@minebench/core';
import { tf } from '@minebench/engine';
import { bounds, createModel, critics, nameParameters, optimizers } from '@minebench/estimators';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { type BottleneckParts, initialBottleneckState } from '../../src/bottleneck/bottleneck-step.ts';
import { CLASSES, type Classifier, type Code, createClassifier, draw } from '../../src/bottleneck/classifier.ts';
import { isNoisy, regularizers } from '../../src/bottleneck/regularizer.ts';
import { miPenalty } from '../../src/loss/mi-penalty.ts';
import { piecesOf } from '../../src/network.ts';

export const INPUTS = 4;
export const CODE = 2;
export const ROWS = 12;
const IMAGES = 30;

/** A bottleneck of a few units, with all that a step of it takes. */
export function smallBottleneck(choice: Choice, learningRate: number) {
  const regularizer = regularizers.create(choice);
  const classifier = createClassifier({ inputs: INPUTS, hidden: [5], code: CODE, regularizer }, keyFromSeed(1));
  const critic = critics.create({ id: 'joint-mlp', hidden: [6] });
  const sgd = () => optimizers.create({ id: 'sgd', learningRate });
  const parts: BottleneckParts = {
    classifier,
    optimizer: sgd(),
    information: isNoisy(regularizer)
      ? miPenalty(bounds.create('dv'), critic, {
          dimX: INPUTS,
          dimY: CODE,
          optimizer: sgd(),
          weight: regularizer.id === 'mine' ? regularizer.beta : 0,
        })
      : undefined,
  };
  return {
    parts,
    model: createModel(critic, bounds.create('dv'), INPUTS, CODE, keyFromSeed(1)),
    initial: initialBottleneckState(parts, keyFromSeed(2)),
  };
}

const normals = (seed: number, size: number): Float32Array => {
  const drawn = new Float64Array(size);
  createStream(keyFromSeed(seed)).fillNormal(drawn);
  return Float32Array.from(drawn);
};

export const data: NamedArrays = {
  images: { dtype: 'float32', shape: [IMAGES, INPUTS], data: normals(3, IMAGES * INPUTS) },
  labels: { dtype: 'int32', shape: [IMAGES], data: Int32Array.from({ length: IMAGES }, (_, k) => k % CLASSES) },
};

/** Batches of `steps` steps for a classifier. */
export function batchOf({ classifier }: BottleneckParts, steps: number): NamedArrays {
  const stream = createStream(keyFromSeed(4));
  const levels = classifier.unitNoise(ROWS);
  return {
    rows: {
      dtype: 'int32',
      shape: [steps, ROWS],
      data: Int32Array.from(Array.from({ length: steps }, () => [...stream.permutation(IMAGES).slice(0, ROWS)]).flat()),
    },
    ...(isNoisy(classifier.regularizer)
      ? { noise: { dtype: 'float32' as const, shape: [steps, ROWS, CODE], data: normals(5, steps * ROWS * CODE) } }
      : {}),
    ...(levels > 0
      ? {
          dropped: {
            dtype: 'float32' as const,
            shape: [steps, levels],
            data: Float32Array.from({ length: steps * levels }, () => stream.integer(NOISE_LEVELS)),
          },
        }
      : {}),
  };
}

type Small = ReturnType<typeof smallBottleneck>;

/** Rows of the data in the first step of {@link batchOf}. */
export const firstRows = ({ parts }: Small): number[] => Array.from(batchOf(parts, 1).rows.data);

/** Those images of the data, `[r, INPUTS]`. */
export const imagesAt = (rows: readonly number[]): Tensor2D =>
  tf.tensor2d(rows.map((row) => Array.from(data.images.data.slice(row * INPUTS, (row + 1) * INPUTS))));

const initialParams = (classifier: Classifier) =>
  nameParameters(classifier.layout, piecesOf(classifier, tf.tensor1d(classifier.initial.data)));

/** The code of images at the initial weights; with `dropped`, hidden units are dropped by these random numbers. */
export const codeOf = ({ parts: { classifier } }: Small, images: Tensor2D, dropped?: Tensor1D): Code =>
  classifier.encode(initialParams(classifier), images, dropped);

/** The logits of images at the initial weights, with the noise of the first step of {@link batchOf} where the code has noise. */
export function logitsOf(small: Small, images: Tensor2D): Tensor2D {
  const { classifier } = small.parts;
  const { noise } = batchOf(small.parts, 1);
  const z = draw(codeOf(small, images), noise && tf.tensor2d(noise.data as Float32Array, [ROWS, CODE]));
  return classifier.classify(initialParams(classifier), z);
}
