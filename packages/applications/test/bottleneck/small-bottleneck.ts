import { type Choice, createStream, keyFromSeed, type NamedArrays, NOISE_LEVELS } from '@minebench/core';
import { bounds, createModel, critics, optimizers } from '@minebench/estimators';
import { type BottleneckParts, initialBottleneckState } from '../../src/bottleneck/bottleneck-step.ts';
import { CLASSES, createClassifier } from '../../src/bottleneck/classifier.ts';
import { isNoisy, regularizers } from '../../src/bottleneck/regularizer.ts';
import { miPenalty } from '../../src/loss/mi-penalty.ts';

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
