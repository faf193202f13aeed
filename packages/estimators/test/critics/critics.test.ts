import { type Choice, InputError, keyFromSeed } from '@minebench/core';
import { engines, onHost, tf } from '@minebench/engine';
import type { Tensor2D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { critics } from '../../src/index.ts';
import { initialParameters, nameParameters, splitParameters } from '../../src/neural/parameter-layout.ts';
import { normals } from '../normals.ts';

const activations = ['relu', 'elu', 'selu', 'leaky-relu', 'tanh', 'softplus'];
const choices: Choice[] = [
  ...activations.map((activation) => ({ id: 'joint-mlp', hidden: [8, 5], activation })),
  { id: 'joint-mlp', hidden: [] },
  { id: 'separable-mlp', hidden: [8], embedding: 3 },
];

const COUNT = 7;
const [DIM_X, DIM_Y] = [3, 2];
const points = (seed: number, dim: number) => ({
  dtype: 'float32' as const,
  shape: [COUNT, dim],
  data: Float32Array.from(normals(seed, COUNT * dim)),
});

describe.each(choices)('critic %j', (choice) => {
  const critic = critics.create(choice);
  const { layout, flat } = initialParameters(() => critic.init(keyFromSeed(3), DIM_X, DIM_Y));

  it('starts from the same weights for the same key, and from others for another', () => {
    const weights = (seed: number) => initialParameters(() => critic.init(keyFromSeed(seed), DIM_X, DIM_Y)).flat.data;
    expect(weights(3)).toEqual(flat.data);
    expect(weights(4)).not.toEqual(flat.data);
  });

  it('scores equally on every engine', async () => {
    const scores = async (engineId: string) => {
      const program = await engines.create(engineId).compile(
        (_, data) => {
          const params = nameParameters(layout, splitParameters(layout, data.params as never));
          return { state: {}, outputs: { scores: critic.score(params, data.x as Tensor2D, data.y as Tensor2D) } };
        },
        {
          state: {},
          data: { params: { dtype: 'float32', shape: [layout.total] }, x: points(1, DIM_X), y: points(2, DIM_Y) },
          batch: {},
        },
      );
      const { outputs } = await program.run(
        {},
        { data: { params: flat, x: points(1, DIM_X), y: points(2, DIM_Y) }, batch: {} },
        1,
      );
      return outputs.scores;
    };
    const reference = await scores('tfjs:cpu');
    expect(reference.shape).toEqual([1, COUNT]);
    for (const engine of ['ort:cpu', 'tfjs:wasm']) {
      const found = await scores(engine);
      found.data.forEach((score, k) => {
        expect(Math.abs(score - reference.data[k])).toBeLessThan(1e-6 + 1e-4 * Math.abs(reference.data[k]));
      });
    }
  });
});

const withProduct = choices
  .map((choice) => critics.create(choice))
  .filter((critic) => critic.scoreProduct !== undefined);

it.each(withProduct)('$id has the scores of all pairs in its product', (critic) => {
  onHost(() => {
    const params = critic.init(keyFromSeed(3), DIM_X, DIM_Y);
    const [x, y] = [
      tf.tensor2d(points(1, DIM_X).data, [COUNT, DIM_X]),
      tf.tensor2d(points(2, DIM_Y).data, [COUNT, DIM_Y]),
    ];
    const product = critic.scoreProduct!(params, x, y).arraySync();
    for (let shift = 0; shift < COUNT; shift++) {
      const rows = Array.from({ length: COUNT }, (_, k) => (k + shift) % COUNT);
      const scores = critic.score(params, x, tf.gather(y, tf.tensor1d(rows, 'int32'))).dataSync();
      rows.forEach((row, k) => {
        expect(scores[k]).toBeCloseTo(product[k][row], 5);
      });
    }
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

describe('bad options', () => {
  it.each([
    [{ id: 'joint-mlp', hidden: [16, 0] }, 'critic.hidden[1] 0'],
    [{ id: 'joint-mlp', hidden: [2.5] }, 'critic.hidden[0] 2.5'],
    [{ id: 'joint-mlp', activation: 'rleu' }, 'critic.activation "rleu"'],
    [{ id: 'joint-mlp', widths: [3] }, 'critic.widths'],
    [{ id: 'join-mlp' }, 'did you mean joint-mlp'],
    [{ id: 'separable-mlp', embedding: -1 }, 'critic.embedding -1'],
  ])('%j', (choice, message) => {
    expect(() => critics.create(choice)).toThrow(InputError);
    expect(() => critics.create(choice)).toThrow(message);
  });
});
