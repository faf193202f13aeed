import { type Choice, InputError, keyFromSeed, mean, standardErrorOfMean } from '@minebench/core';
import { onHost, tf } from '@minebench/engine';
import type { Tensor2D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { critics } from '../../src/index.ts';
import { initialParameters } from '../../src/neural/parameter-layout.ts';
import { choices, dimsOf } from './choices.ts';
import { noiseOf, points, tensor } from './on-engine.ts';

const COUNT = 7;

describe.each(choices)('critic %j', (choice) => {
  const critic = critics.create(choice);
  const [dimX, dimY] = dimsOf(choice);
  const [x, y] = [points(1, COUNT, dimX), points(2, COUNT, dimY)];
  const init = (seed: number) => initialParameters(() => critic.init(keyFromSeed(seed), dimX, dimY));

  it('starts from the same weights for the same key, and from others for another', () => {
    expect(init(3)).toEqual(init(3));
    expect(init(4).flat.data).not.toEqual(init(3).flat.data);
  });

  if (critic.scoreProduct)
    it('has the scores of all pairs in its product', () => {
      onHost(() => {
        const params = critic.init(keyFromSeed(3), dimX, dimY);
        const product = critic.scoreProduct!(params, tensor(x), tensor(y)).arraySync();
        for (let shift = 0; shift < COUNT; shift++) {
          const rows = Array.from({ length: COUNT }, (_, k) => (k + shift) % COUNT);
          const scores = critic.score(params, tensor(x), tf.gather(tensor(y), tf.tensor1d(rows, 'int32'))).dataSync();
          rows.forEach((row, k) => {
            expect(Math.abs(scores[k] - product[k][row])).toBeLessThan(1e-5 + 1e-5 * Math.abs(scores[k]));
          });
        }
      });
    });

  if (critic.scoreProduct)
    it('takes fewer points of y than of x', () => {
      onHost(() => {
        const params = critic.init(keyFromSeed(3), dimX, dimY);
        const product = critic.scoreProduct!(params, tensor(x), tensor(y).slice([0, 0], [4, dimY]) as Tensor2D);
        const all = critic.scoreProduct!(params, tensor(x), tensor(y)).slice([0, 0], [COUNT, 4]);
        expect(product.shape).toEqual([COUNT, 4]);
        // The Gaussian density centres on the mean of the points given, which rounds otherwise.
        expect(tf.max(tf.abs(tf.sub(product, all))).dataSync()[0]).toBeLessThan(
          1e-5 * (1 + tf.max(tf.abs(all)).dataSync()[0]),
        );
      });
    });

  if (critic.noiseSize)
    it('changes with its noise, the joint pairs of its product as its scores do', () => {
      onHost(() => {
        const params = critic.init(keyFromSeed(3), dimX, dimY);
        const size = critic.noiseSize!(COUNT);
        const scores = (noise?: Float32Array) =>
          critic.score(params, tensor(x), tensor(y), noise && tf.tensor1d(noise)).dataSync();
        expect(scores(noiseOf(size))).not.toEqual(scores());
        expect(scores(noiseOf(size, 6))).not.toEqual(scores(noiseOf(size)));
        // Every number that is asked for is used: with one less there are not enough.
        expect(() => scores(noiseOf(size - 1))).toThrow();
        if (!critic.scoreProduct) return;
        const product = critic.scoreProduct(params, tensor(x), tensor(y), tf.tensor1d(noiseOf(size))).arraySync();
        scores(noiseOf(size)).forEach((score, k) => {
          expect(Math.abs(score - product[k][k])).toBeLessThan(1e-5 + 1e-5 * Math.abs(score));
        });
      });
    });
});

describe('initial weights', () => {
  it('have the variance of He for rectifiers, gain / fan-in', () => {
    const [fanIn, width] = [40, 500];
    const { layout, flat } = initialParameters(() =>
      critics.create({ id: 'joint-mlp', hidden: [width] }).init(keyFromSeed(5), fanIn / 2, fanIn / 2),
    );
    expect(layout.names).toEqual(['w0', 'b0', 'w1', 'b1']);
    const weights = (flat.data as Float32Array).subarray(0, fanIn * width);
    const variance = weights.reduce((sum, weight) => sum + weight * weight, 0) / weights.length;
    // The mean of 20,000 squares of normal numbers has a relative standard error of sqrt(2 / 20,000) = 1%.
    expect(Math.abs((variance * fanIn) / 2 - 1)).toBeLessThan(0.04);
    expect(Array.from(flat.data.subarray(fanIn * width, fanIn * width + width)).every((bias) => bias === 0)).toBe(true);
  });
});

describe('the first scores of a critic that is an inner product', () => {
  it.each<[string, Choice]>([
    ['of perceptrons', { id: 'separable-mlp', hidden: [32], embedding: 16 }],
    [
      'of filters',
      {
        id: 'conv',
        image: [2, 2, 1],
        imageY: 'vector',
        kernel: 1,
        stride: 1,
        channels: [8],
        hidden: [],
        embedding: 16,
      },
    ],
  ])('%s have a variance of one, for independent inputs of variance one', (_, choice) => {
    const critic = critics.create(choice);
    const [x, y] = [points(1, 40, 4), points(2, 40, 4)];
    const squares = Float64Array.from({ length: 200 }, (_unused, seed) =>
      onHost(
        () =>
          tf.mean(tf.square(critic.score(critic.init(keyFromSeed(seed), 4, 4), tensor(x), tensor(y)))).dataSync()[0],
      ),
    );
    // E_w t^2 = |x|^2 / 4 |y|^2 / 4: He's weights keep the mean square of rectified layers.
    const size = (row: number) => [x, y].map(({ data }) => mean(data.slice(4 * row, 4 * row + 4).map((v) => v * v)));
    const expected = mean(Array.from({ length: 40 }, (_unused, row) => size(row)[0] * size(row)[1]));
    expect(Math.abs(mean(squares) - expected)).toBeLessThan(4 * standardErrorOfMean(squares));
    expect(standardErrorOfMean(squares)).toBeLessThan(0.15);
  });
});

describe('bad options', () => {
  it.each([
    [{ id: 'joint-mlp', hidden: [16, 0] }, 'critic.hidden[1]: expected a positive whole number, got 0'],
    [{ id: 'joint-mlp', hidden: [2.5] }, 'critic.hidden[0]: expected a positive whole number, got 2.5'],
    [{ id: 'joint-mlp', activation: 'rleu' }, 'critic.activation "rleu"'],
    [{ id: 'joint-mlp', widths: [3] }, 'critic.widths'],
    [{ id: 'join-mlp' }, 'did you mean joint-mlp'],
    [
      { id: 'joint-mlp', dropout: 1 },
      'critic.dropout: expected 0, or the share of units to drop, from 0.001 to 0.99, got 1',
    ],
    [
      { id: 'joint-mlp', dropout: 1e-4 },
      'critic.dropout: expected 0, or the share of units to drop, from 0.001 to 0.99, got 0.0001',
    ],
    [
      { id: 'joint-mlp', hidden: [], dropout: 0.5 },
      'critic.dropout: expected hidden layers, which it acts on, or 0, got 0.5',
    ],
    [
      { id: 'joint-mlp', hidden: [], layerNorm: true },
      'critic.layerNorm: expected hidden layers, which it acts on, or false, got true',
    ],
    [
      { id: 'joint-mlp', hidden: [4, 1], layerNorm: true },
      'critic.hidden[1]: expected at least 2 units, since layerNorm makes a single one zero, got 1',
    ],
    [{ id: 'joint-mlp', spectralNorm: 'yes' }, 'critic.spectralNorm: expected true or false, got "yes"'],
    [{ id: 'separable-mlp', embedding: -1 }, 'critic.embedding: expected a positive whole number, got -1'],
    [{ id: 'bilinear', hidden: [8] }, 'critic.embedding is missing; give the length of the embeddings'],
    [{ id: 'inner-product', temperature: 0 }, 'critic.temperature: expected a positive number, got 0'],
    [
      { id: 'hybrid', head: [] },
      'critic.head: expected at least one width, since a linear head sees no dependence, got []',
    ],
    [
      { id: 'hybrid', head: [1], layerNorm: true },
      'critic.head[0]: expected at least 2 units, since layerNorm makes a single one zero, got 1',
    ],
    [{ id: 'residual-mlp', blocks: 0 }, 'critic.blocks: expected a positive whole number, got 0'],
    [
      { id: 'residual-mlp', width: 1, layerNorm: true },
      'critic.width: expected at least 2, since layerNorm makes a single unit zero, got 1',
    ],
    [{ id: 'residual-mlp', hidden: [3] }, 'critic.hidden is no known field'],
    [
      { id: 'conv', image: [28, 28] },
      'critic.image: expected height, width and channels such as [28, 28, 1], got [28,28]',
    ],
    [
      { id: 'conv', imageY: 'none' },
      'critic.imageY: expected height, width and channels such as [28, 28, 1], or "vector" where y is no image, got "none"',
    ],
    [{ id: 'conv', channels: [16, 0] }, 'critic.channels[1]: expected a positive whole number, got 0'],
    [{ id: 'conv', stride: 0 }, 'critic.stride: expected a positive whole number, got 0'],
    [{ id: 'conv', head: 'mlp' }, 'critic.head: expected separable or joint, got "mlp"'],
    [
      { id: 'conv', headHidden: [] },
      'critic.headHidden: expected at least one width, since a linear head sees no dependence, got []',
    ],
    [{ id: 'ensemble' }, 'critic.critic is missing; give critic and size, or critics'],
    [{ id: 'ensemble', critic: 'joint-mlp' }, 'critic.size is missing; give the number of critics'],
    [{ id: 'ensemble', critics: [] }, 'critic.critics: expected at least one critic, got []'],
    [
      { id: 'ensemble', critic: 'joint-mlp', critics: ['joint-mlp'] },
      'critic.critics: expected either critics, or critic and size, got ["joint-mlp"]',
    ],
    [{ id: 'ensemble', critics: ['joint-mlp'], size: 2 }, 'critic.size 2 is not valid; remove it'],
    [{ id: 'ensemble', critic: 3, size: 2 }, 'critic.critic: expected an id, or an object with id and options, got 3'],
    [
      { id: 'ensemble', critics: ['bilinear', 'join-mlp'] },
      'critic.critics[1] "join-mlp" is not valid; it is no known critic',
    ],
    [{ id: 'ensemble', critics: [{ id: 'joint-mlp', hiden: [3] }] }, 'critic.critics[0].hiden [3]'],
    [
      { id: 'ensemble', critics: [{ id: 'ensemble', critics: [{ id: 'joint-mlp', hidden: [0] }] }] },
      'critic.critics[0].critics[0].hidden[0]: expected a positive whole number, got 0',
    ],
  ] as [Choice, string][])('%j', (choice, message) => {
    expect(() => critics.create(choice)).toThrow(InputError);
    expect(() => critics.create(choice)).toThrow(message);
  });
});

describe('the choice of a cell', () => {
  it.each(choices)('%j is complete: resolved once more it stays as it is', (choice) => {
    const resolved = critics.resolve(choice);
    expect(critics.resolve(resolved)).toEqual(resolved);
  });

  it('of an ensemble holds its members with every default', () => {
    const { critic } = critics.resolve({ id: 'ensemble', critic: 'joint-mlp', size: 2 });
    expect(critic).toEqual(critics.resolve('joint-mlp'));
  });
});
