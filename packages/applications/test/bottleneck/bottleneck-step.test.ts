import {
  type Choice,
  createStream,
  keyFromSeed,
  type NamedArrays,
  NOISE_LEVELS,
  RunningMoments,
} from '@minebench/core';
import { engines, onHost, tf } from '@minebench/engine';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { createBottleneckStep, crossEntropy, divergenceFromNormal } from '../../src/bottleneck/bottleneck-step.ts';
import { CLASSES, type Code } from '../../src/bottleneck/classifier.ts';
import { batchOf, codeOf, data, firstRows, imagesAt, logitsOf, smallBottleneck } from './small-bottleneck.ts';

type Small = ReturnType<typeof smallBottleneck>;

async function run({ parts, initial }: Small, steps: number, engine = 'tfjs:cpu', state: NamedArrays = initial) {
  const batch = batchOf(parts, steps);
  const example = Object.fromEntries(
    Object.entries(batch).map(([name, { dtype, shape }]) => [name, { dtype, shape: shape.slice(1) }]),
  );
  const program = await engines
    .create(engine)
    .compile(createBottleneckStep(parts), { state: initial, data, batch: example });
  const result = await program.run(state, { data, batch }, steps);
  await program.dispose();
  return result;
}

const methods: readonly Choice[] = [
  'none',
  { id: 'dropout', rate: 0.4 },
  { id: 'label-smoothing', epsilon: 0.2 },
  { id: 'vib', beta: 0.3 },
  { id: 'mine', beta: 0.7 },
];
const nameOf = (choice: Choice): string => (typeof choice === 'string' ? choice : choice.id);
const named = methods.map((choice) => [nameOf(choice), choice] as const);

/** Mean over rows of -sum_c q_c log p_c in double precision, q the label's with a share `smoothing` spread over all classes. */
function crossEntropyOf(logits: readonly (readonly number[])[], labels: ArrayLike<number>, smoothing: number): number {
  const ofRow = (row: readonly number[], label: number): number => {
    const logTotal = Math.log(row.reduce((sum, logit) => sum + Math.exp(logit), 0));
    return row.reduce(
      (sum, logit, c) => sum + (smoothing / CLASSES + (c === label ? 1 - smoothing : 0)) * (logTotal - logit),
      0,
    );
  };
  return logits.reduce((sum, row, k) => sum + ofRow(row, labels[k]), 0) / logits.length;
}

const difference = (a: ArrayLike<number>, b: ArrayLike<number>): number[] => Array.from(a, (value, k) => value - b[k]);
const squaredLength = (vector: readonly number[]): number => vector.reduce((sum, value) => sum + value * value, 0);

describe('a step of a bottleneck', () => {
  it.each(named)('with %s moves the classifier down the gradient of cross-entropy + penalty', async (_, choice) => {
    const rate = 1 / 1024;
    const small = smallBottleneck(choice, rate);
    const before = await run(small, 1);
    const moved = { ...small.initial, 'classifier.params': before.state['classifier.params'] };
    const after = await run(small, 1, 'tfjs:cpu', moved);
    const loss = ({ outputs }: typeof before) => outputs.crossEntropy.data[0] + outputs.penalty.data[0];
    const step = squaredLength(
      difference(before.state['classifier.params'].data, small.initial['classifier.params'].data),
    );
    // L(w - r g) = L(w) - r |g|^2 + O(r^2 |g|^2), and |step|^2 = r^2 |g|^2: the quotient is 1 but for r times the curvature along g.
    const quotient = (loss(before) - loss(after)) / (step / rate);
    expect(step).toBeGreaterThan(0);
    expect(Math.abs(quotient - 1)).toBeLessThan(0.05);
  });

  it('raises what the critic reads by the critic, and lowers it by a classifier with a large beta', async () => {
    const small = smallBottleneck({ id: 'mine', beta: 100 }, 1e-3);
    const { state, outputs } = await run(small, 1);
    const read = async (name: string) => {
      const own = Object.fromEntries(Object.entries(state).filter(([key]) => key.startsWith(name)));
      return (await run(small, 1, 'tfjs:cpu', { ...small.initial, ...own })).outputs.information.data[0];
    };
    expect(await read('critic.')).toBeGreaterThan(outputs.information.data[0]);
    expect(await read('classifier.')).toBeLessThan(outputs.information.data[0]);
  });

  it('has no penalty at beta = 0, and the critic watches all the same', async () => {
    const { outputs, state } = await run(smallBottleneck({ id: 'mine', beta: 0 }, 0.01), 3);
    expect([...outputs.penalty.data]).toEqual([0, 0, 0]);
    expect(state).toHaveProperty('critic.params');
    expect(outputs.information.data[2]).not.toBe(outputs.information.data[0]);
  });

  it.each([
    ['none', 'none', 0],
    ['label-smoothing', { id: 'label-smoothing', epsilon: 0.2 }, 0.2],
    ['vib', { id: 'vib', beta: 0.3 }, 0],
  ] as const)(
    "with %s tells the cross-entropy of its logits from the regulariser's targets",
    async (_, choice, epsilon) => {
      const small = smallBottleneck(choice, 0.1);
      const rows = firstRows(small);
      const logits = onHost(() => logitsOf(small, imagesAt(rows)).arraySync());
      const labels = rows.map((row) => data.labels.data[row]);
      const { outputs } = await run(small, 1);
      expect(outputs.crossEntropy.data[0]).toBeCloseTo(crossEntropyOf(logits, labels, epsilon), 5);
    },
  );

  it.each([0.3, 0.6, 5])('with vib has the penalty beta KL of its codes (beta %d)', async (beta) => {
    const small = smallBottleneck({ id: 'vib', beta }, 0.1);
    const divergence = onHost(
      () =>
        divergenceFromNormal(codeOf(small, imagesAt(firstRows(small))) as Code & { deviation: Tensor2D }).dataSync()[0],
    );
    const { outputs } = await run(small, 1);
    expect(divergence).toBeGreaterThan(0.01);
    expect(outputs.penalty.data[0] / (beta * divergence)).toBeCloseTo(1, 5);
  });

  it('with dropout is another step than without, from the same weights on the same images', async () => {
    const [dropping, plain] = [smallBottleneck({ id: 'dropout', rate: 0.4 }, 0.1), smallBottleneck('none', 0.1)];
    expect(dropping.initial).toEqual(plain.initial);
    expect(firstRows(dropping)).toEqual(firstRows(plain));
    const [dropped, whole] = await Promise.all([dropping, plain].map((small) => run(small, 1)));
    expect(dropped.outputs.crossEntropy.data[0]).not.toBeCloseTo(whole.outputs.crossEntropy.data[0], 3);
    expect(dropped.state['classifier.params'].data).not.toEqual(whole.state['classifier.params'].data);
  });

  it('the mean code over masks of dropout is the code without: the units that stay are scaled up', () => {
    const small = smallBottleneck({ id: 'dropout', rate: 0.4 }, 0.1);
    const copies = 4000;
    const stream = createStream(keyFromSeed(8));
    const noise = Float32Array.from({ length: small.parts.classifier.unitNoise(copies) }, () =>
      stream.integer(NOISE_LEVELS),
    );
    // Rows have masks of their own, and with one hidden layer the code is linear in them.
    const [whole, masked] = onHost(() => {
      const images = imagesAt([0]);
      return [
        codeOf(small, images).mean.arraySync()[0],
        codeOf(small, tf.tile(images, [copies, 1]), tf.tensor1d(noise)).mean.arraySync(),
      ] as const;
    });
    whole.forEach((value, k) => {
      const moments = new RunningMoments();
      for (const row of masked) moments.push(row[k]);
      expect(moments.variance).toBeGreaterThan(0);
      expect(Math.abs(moments.mean - value)).toBeLessThan(4 * Math.sqrt(moments.variance / copies));
    });
  });

  it.each(named)('with %s is the same recorded as eagerly', async (_, choice) => {
    const [eager, recorded] = await Promise.all(
      ['tfjs:cpu', 'ort:cpu'].map((engine) => run(smallBottleneck(choice, 0.05), 20, engine)),
    );
    for (const [name, { data: values }] of Object.entries(eager.outputs))
      values.forEach((value: number, step: number) => {
        expect(Math.abs(recorded.outputs[name].data[step] - value)).toBeLessThan(1e-4 * Math.abs(value) + 1e-5);
      });
  });
});

describe('the terms of the loss', () => {
  it.each([0, 0.1, 0.5])('cross-entropy of even logits is log 10, whatever the smoothing (%s)', (smoothing) => {
    const value = onHost(
      () =>
        crossEntropy(
          tf.zeros([3, CLASSES]) as Tensor2D,
          tf.tensor1d([0, 4, 9], 'int32') as Tensor1D,
          smoothing,
        ).dataSync()[0],
    );
    expect(value).toBeCloseTo(Math.log(10), 5);
  });

  it.each([0, 0.1, 0.5])('cross-entropy of uneven logits is -sum_c q_c log p_c (smoothing %s)', (smoothing) => {
    const logits = [
      [2, -1, 0, 0.5, 0, 0, 3, 0, -2, 1],
      [0, 4, 0, 0, -3, 0, 0, 1, 0, 0],
    ];
    const labels = [6, 4];
    const value = onHost(
      () => crossEntropy(tf.tensor2d(logits), tf.tensor1d(labels, 'int32') as Tensor1D, smoothing).dataSync()[0],
    );
    expect(value).toBeCloseTo(crossEntropyOf(logits, labels, smoothing), 5);
  });

  it("smoothing adds its share of how far the mean logit lies below the label's", () => {
    // -log p_c = log Z - t_c, so that only the mean of t under q changes: here from 2 to (1 - .5) 2 + .5 * .2 = 1.1.
    const at = (smoothing: number) =>
      onHost(
        () =>
          crossEntropy(
            tf.tensor2d([[2, 0, 0, 0, 0, 0, 0, 0, 0, 0]]),
            tf.tensor1d([0], 'int32') as Tensor1D,
            smoothing,
          ).dataSync()[0],
      );
    expect(at(0.5) - at(0)).toBeCloseTo(0.9, 5);
  });

  it('cross-entropy rewards the label alone', () => {
    const at = (label: number) =>
      onHost(
        () =>
          crossEntropy(
            tf.tensor2d([[0, 30, 0, 0, 0, 0, 0, 0, 0, 0]]),
            tf.tensor1d([label], 'int32') as Tensor1D,
          ).dataSync()[0],
      );
    expect(at(1)).toBeCloseTo(0, 5);
    expect(at(2)).toBeCloseTo(30, 4);
  });

  it('the variational penalty is the divergence that draws estimate', () => {
    const mean = [0.5, -1.2];
    const deviation = [0.4, 1.7];
    const stream = createStream(keyFromSeed(9));
    const moments = new RunningMoments();
    for (let draw = 0; draw < 100_000; draw++) {
      // log p(z) - log q(z) at z ~ p, up to terms that cancel.
      const ratio = mean.reduce((sum, m, k) => {
        const e = stream.normal();
        const z = m + deviation[k] * e;
        return sum - Math.log(deviation[k]) - (e * e) / 2 + (z * z) / 2;
      }, 0);
      moments.push(ratio);
    }
    const value = onHost(
      () => divergenceFromNormal({ mean: tf.tensor2d([mean]), deviation: tf.tensor2d([deviation]) }).dataSync()[0],
    );
    expect(Math.abs(value - moments.mean)).toBeLessThan(4 * Math.sqrt(moments.variance / moments.count));
  });
});
