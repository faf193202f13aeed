import {
  createStream,
  type Engine,
  foldIn,
  type Key,
  log,
  logMeanExp,
  logSumExp,
  mean,
  type NamedArrays,
  type Step,
} from '@minebench/core';
import { tf } from '@minebench/engine';
import { type Model, nameParameters, splitParameters, tensorContext } from '@minebench/estimators';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { normalArray } from '../normal-array.ts';
import { CLASSES, type Classifier, draw } from './classifier.ts';
import type { ImageData } from './image-data.ts';
import { informationBracket } from './information-bracket.ts';
import { isNoisy } from './regularizer.ts';

/** Test images that a call classifies at a time. */
const BLOCK = 500;

/** How a classifier stands, on images that it was not trained on. Information in nats. */
export interface BottleneckLook {
  /** Test images whose most probable class, at the mean of the code, is another than theirs. */
  readonly wrong: readonly number[];
  /** Mean -log p(label | z) over the test images, one draw of the code each. */
  readonly crossEntropy: number;
  /** H(Y) of the test labels less the cross-entropy: in expectation a lower bound on I(Z;Y). */
  readonly labelInformation: number;
  /** Enclose I(X;Z) in expectation; where the code has noise. `low` is at most log `informationImages`. */
  readonly informationLow?: number;
  readonly informationHigh?: number;
  /** DV of the critic over all test images, each image with another one's code as reference. */
  readonly informationCritic?: number;
}

export interface BottleneckViewer {
  look(state: NamedArrays, step: number): Promise<BottleneckLook>;
  dispose(): Promise<void>;
}

interface Outputs {
  readonly logits: Float64Array;
  readonly drawnLogits: Float64Array;
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
  readonly z: Float64Array;
  readonly joint: Float64Array;
  readonly reference: Float64Array;
}

/**
 * Looks at a classifier, and at its critic where the code has noise, through a compiled forward pass over the test images. They are taken in one random order: in that of the files neighbours are
 * often of one writer, and neither they nor the first few hundred are independent.
 * @param model - the critic with its bound
 * @param informationImages - how many of the test images the bracket of I(X;Z) is taken over
 */
export async function createBottleneckViewer(
  engine: Engine,
  classifier: Classifier,
  model: Model | undefined,
  test: ImageData,
  informationImages: number,
  key: Key,
): Promise<BottleneckViewer> {
  const noisy = isNoisy(classifier.regularizer);
  const { code } = classifier;
  const float = (...shape: number[]) => ({ dtype: 'float32' as const, shape });
  const step: Step = (state, data, batch) => {
    const images = tf.gather(data.images, batch.rows as Tensor1D) as Tensor2D;
    const params = nameParameters(classifier.layout, splitParameters(classifier.layout, state.params as Tensor1D));
    const distribution = classifier.encode(params, images);
    const logits = classifier.classify(params, distribution.mean);
    if (!noisy || !model) return { state: { params: state.params }, outputs: { logits } };
    const z = draw(distribution, batch.noise as Tensor2D);
    const { joint, reference } = tensorContext(
      model,
      nameParameters(model.layout, splitParameters(model.layout, state.critic as Tensor1D)),
      { x: images, y: z },
    ) as { joint: Tensor1D; reference: Tensor1D };
    return {
      state: { params: state.params, critic: state.critic },
      outputs: {
        logits,
        drawnLogits: classifier.classify(params, z),
        mean: distribution.mean,
        deviation: distribution.deviation!,
        z,
        joint,
        reference,
      },
    };
  };
  const block = Math.min(BLOCK, test.count);
  const blocks = Math.ceil(test.count / block);
  const program = await engine.compile(
    step,
    {
      state: {
        params: classifier.initial,
        ...(noisy && model ? { critic: model.initial } : {}),
      },
      data: { images: float(test.count, classifier.inputs) },
      batch: { rows: { dtype: 'int32', shape: [block] }, ...(noisy ? { noise: float(block, code) } : {}) },
    },
    { subject: 'the classifier' },
  );
  const counts = new Float64Array(CLASSES);
  for (const label of test.labels) counts[label]++;
  const labelEntropy = -[...counts].reduce(
    (sum, count) => (count === 0 ? sum : sum + (count / test.count) * log(count / test.count)),
    0,
  );
  const order = createStream(foldIn(key, 'order')).permutation(test.count);
  const labels = Uint8Array.from(order, (image) => test.labels[image]);
  const rows = {
    dtype: 'int32' as const,
    shape: [blocks, block],
    // The first images fill up the last block; what is read of them a second time is cut off.
    data: Int32Array.from({ length: blocks * block }, (_, k) => order[k % test.count]),
  };
  return {
    async look(state, at) {
      const noise = createStream(foldIn(foldIn(key, 'noise'), at));
      const { outputs } = await program.run(
        {
          params: state['classifier.params'],
          ...(noisy && model ? { critic: state['critic.params'] } : {}),
        },
        {
          data: { images: test.arrays.images },
          batch: { rows, ...(noisy ? { noise: normalArray(noise, [blocks, block, code]) } : {}) },
        },
        blocks,
      );
      const read = Object.fromEntries(
        Object.entries(outputs).map(([name, { data }]) => [
          name,
          Float64Array.from(data.subarray(0, (data.length / (blocks * block)) * test.count)),
        ]),
      ) as unknown as Outputs;
      const ofLabels = -meanLogProbability(read.drawnLogits ?? read.logits, labels);
      return {
        wrong: misclassified(read.logits, labels)
          .map((row) => order[row])
          .sort((a, b) => a - b),
        crossEntropy: ofLabels,
        labelInformation: labelEntropy - ofLabels,
        ...(noisy && model ? informationOf(read, code, Math.min(informationImages, test.count)) : {}),
      };
    },
    dispose: () => program.dispose(),
  };
}

function informationOf(read: Outputs, code: number, count: number): Partial<BottleneckLook> {
  const { low, high } = informationBracket({ count, code, ...read });
  return {
    informationLow: low,
    informationHigh: high,
    informationCritic: mean(read.joint) - logMeanExp(read.reference),
  };
}

const rowOf = (logits: Float64Array, row: number): Float64Array => logits.subarray(row * CLASSES, (row + 1) * CLASSES);

function misclassified(logits: Float64Array, labels: Uint8Array): number[] {
  const wrong: number[] = [];
  for (let row = 0; row < logits.length / CLASSES; row++) {
    const scores = rowOf(logits, row);
    if (scores.indexOf(Math.max(...scores)) !== labels[row]) wrong.push(row);
  }
  return wrong;
}

function meanLogProbability(logits: Float64Array, labels: Uint8Array): number {
  const rows = logits.length / CLASSES;
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const scores = rowOf(logits, row);
    sum += scores[labels[row]] - logSumExp(scores);
  }
  return sum / rows;
}
