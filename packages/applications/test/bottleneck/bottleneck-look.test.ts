import { type Critic, createStream, keyFromSeed } from '@minebench/core';
import { engines, tf } from '@minebench/engine';
import { bounds, createModel } from '@minebench/estimators';
import type { Tensor1D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { createBottleneckViewer } from '../../src/bottleneck/bottleneck-look.ts';
import { createClassifier } from '../../src/bottleneck/classifier.ts';
import type { ImageData } from '../../src/bottleneck/image-data.ts';

const INPUTS = 12;
const CODE = 10;

/** A code of the first ten numbers of an image times `scale`, and logits of `sharpness` times the code. */
function plantedClassifier(scale: number, sharpness: number) {
  const classifier = createClassifier(
    { inputs: INPUTS, hidden: [], code: CODE, regularizer: { id: 'mine', beta: 0 } },
    keyFromSeed(1),
  );
  const diagonal = (rows: number, value: number) =>
    Array.from({ length: rows * 10 }, (_, k) => (Math.floor(k / 10) === k % 10 ? value : 0));
  const zeros = Array.from({ length: 10 }, () => 0);
  expect(classifier.layout.names).toEqual(['encoder.w0', 'encoder.b0', 'head.w0', 'head.b0']);
  const params = [...diagonal(INPUTS, scale), ...zeros, ...diagonal(CODE, sharpness), ...zeros];
  return { classifier, params: { dtype: 'float32' as const, shape: [params.length], data: Float32Array.from(params) } };
}

/** t = -|z - scale x|^2 / 2, the log density of a code up to a constant: large where z is a code of this very image. */
const knowing = (scale: number): Critic => ({
  id: 'knowing',
  init: () => ({ scale: tf.fill([1, 1], scale) }),
  score: (params, x, y) =>
    tf.mul(
      -0.5,
      tf.sum(tf.square(tf.sub(y, tf.mul(tf.slice(x, [0, 0], [x.shape[0], CODE]), params.scale))), 1),
    ) as Tensor1D,
});

/** Images by rows, the first `INPUTS` numbers of each. */
function imagesOf(rows: readonly (readonly number[])[], labels: readonly number[]): ImageData {
  const shape = [rows.length, INPUTS];
  return {
    count: rows.length,
    labels: Uint8Array.from(labels),
    arrays: {
      images: { dtype: 'float32', shape, data: Float32Array.from(rows.flat()) },
      labels: { dtype: 'int32', shape: [rows.length], data: Int32Array.from(labels) },
    },
  };
}

/** Different images, far from each other beside a noise of width one. */
function scattered(count: number): number[][] {
  const stream = createStream(keyFromSeed(2));
  return Array.from({ length: count }, () => Array.from({ length: INPUTS }, () => 10 * stream.normal()));
}

async function look(images: ImageData, scale: number, sharpness: number) {
  const { classifier, params } = plantedClassifier(scale, sharpness);
  const model = createModel(knowing(scale), bounds.create('dv'), INPUTS, CODE, keyFromSeed(3));
  const viewer = await createBottleneckViewer(
    engines.create('ort:cpu'),
    classifier,
    model,
    images,
    images.count,
    keyFromSeed(4),
  );
  const seen = await viewer.look({ 'classifier.params': params, 'critic.params': model.initial }, 0);
  await viewer.dispose();
  return seen;
}

describe('a look at a classifier', () => {
  it.each([40, 500, 501, 750])(
    'no image is its own reference, whether or not %i images fill the last call',
    async (count) => {
      const labels = Array.from({ length: count }, (_, k) => k % 10);
      const { informationCritic } = await look(imagesOf(scattered(count), labels), 1, 1);
      // Two codes lie 10 sqrt(2 x 10) apart, so that e^t of another image's is nothing: a single joint pair among the references would bound the reading by log count.
      expect(informationCritic).toBeGreaterThan(2 * Math.log(count));
    },
  );

  it('neighbours in the files are no neighbours in the references', async () => {
    const twins = scattered(200).flatMap((row) => [row, row]);
    const { informationCritic } = await look(
      imagesOf(
        twins,
        twins.map(() => 0),
      ),
      1,
      1,
    );
    // In the order of the files every other reference pair is as good as a joint one: log 2. In random order one in 399 is, about one of 400: log 400, less log k where there are k.
    expect(informationCritic).toBeGreaterThan(Math.log(400 / 20));
  });

  it('judges labels at the mean of the code, and the cross-entropy at a draw', async () => {
    const labels = Array.from({ length: 300 }, (_, k) => (7 * k) % 10);
    const hot = labels.map((label) => Array.from({ length: INPUTS }, (_, k) => (k === label ? 1 : 0)));
    const { wrong, crossEntropy, labelInformation } = await look(imagesOf(hot, labels), 1, 20);
    // At the mean the label's logit is 20 above all others; a draw moves each by 20 times a normal number.
    expect(wrong).toEqual([]);
    expect(crossEntropy).toBeGreaterThan(1);
    expect(labelInformation).toBeCloseTo(Math.log(10) - crossEntropy, 6);
  });

  it('names the images that are wrong by their place in the files', async () => {
    const labels = Array.from({ length: 620 }, (_, k) => k % 10);
    const hot = labels.map((label, image) =>
      Array.from({ length: INPUTS }, (_, k) =>
        k === ([3, 77, 619].includes(image) ? (label + 1) % 10 : label) ? 1 : 0,
      ),
    );
    expect((await look(imagesOf(hot, labels), 1, 20)).wrong).toEqual([3, 77, 619]);
  });
});
