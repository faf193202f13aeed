import { createStream, keyFromSeed, NOISE_LEVELS } from '@minebench/core';
import { engines, onHost, tf } from '@minebench/engine';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { keptLevels, pairedRows, remainder } from '../../src/critics/dropout.ts';
import { critics, readNoise } from '../../src/index.ts';
import { noiseOf, points, tensor } from './on-engine.ts';

const [ROWS, UNITS] = [4, 5];
const SIZE = 2 * ROWS + 2 * 2 * UNITS;

/** Masks of two layers from one step's noise, scaled, `[ROWS, UNITS]` each. */
const masks = (noise: Tensor1D, rate: number): Tensor2D[] => {
  const reader = readNoise(noise);
  const dropout = reader.dropout(rate, reader.rows(ROWS));
  return [dropout(tf.ones([ROWS, UNITS])), dropout(tf.ones([ROWS, UNITS]))];
};

/** Which of both layers' units are kept (1) in each of many steps, `[steps][2 * ROWS * UNITS]`. */
const keptInSteps = (steps: number, rate: number): number[][] => {
  const stream = createStream(keyFromSeed(11));
  const noise = new Int32Array(SIZE);
  return Array.from({ length: steps }, () => {
    stream.fillInteger(noise, NOISE_LEVELS);
    return onHost(() =>
      masks(tf.tensor1d(Float32Array.from(noise)), rate).flatMap((mask) =>
        Array.from(mask.dataSync(), (value) => (value > 0 ? 1 : 0)),
      ),
    );
  });
};

describe('the remainder', () => {
  it('is exact for every sum that a mask is made of', () => {
    const largest = (NOISE_LEVELS - 1) ** 2 + 2 * (NOISE_LEVELS - 1);
    onHost(() => {
      const all = Float32Array.from({ length: largest + 1 }, (_, a) => a);
      const found = remainder(tf.tensor2d(all, [all.length, 1])).dataSync();
      expect(all.findIndex((a) => found[a] !== a % NOISE_LEVELS)).toBe(-1);
    });
  });
});

describe('dropout', () => {
  const steps = 4000;
  const rate = 0.3;
  const share = keptLevels(rate) / NOISE_LEVELS;
  const kept = keptInSteps(steps, rate);
  const places = kept[0].length;

  it('keeps each unit of each row at its rate', () => {
    expect(Math.abs(share - (1 - rate))).toBeLessThan(0.5 / NOISE_LEVELS);
    // A share of 4000 has a standard error of sqrt(.3 .7 / 4000) = .0072; 4.5 of them for the largest of 40.
    const tolerance = 4.5 * Math.sqrt((share * (1 - share)) / steps);
    for (let place = 0; place < places; place++) {
      const found = kept.reduce((sum, step) => sum + step[place], 0) / steps;
      expect(Math.abs(found - share), `place ${place}`).toBeLessThan(tolerance);
    }
  });

  it('keeps any two of them independently: units of a row, rows of a unit, layers', () => {
    // The correlation of independent places has a standard error of 1 / sqrt(4000); the largest of 780 is below 5 of them.
    for (let a = 0; a < places; a++)
      for (let b = 0; b < a; b++) {
        const both = kept.reduce((sum, step) => sum + (step[a] - share) * (step[b] - share), 0) / steps;
        expect(Math.abs(both / (share * (1 - share))), `places ${a} and ${b}`).toBeLessThan(5 / Math.sqrt(steps));
      }
  });

  it('keeps the fourth corner of a rectangle of rows and units independently of the other three', () => {
    // Products of four: a standard error of 1 / sqrt(4000), but for the 2 / 2039 of steps where two rows or two units have the same slope.
    for (let row = 1; row < ROWS; row++)
      for (let unit = 1; unit < UNITS; unit++) {
        const corners = [0, unit, row * UNITS, row * UNITS + unit];
        const product = kept.reduce((sum, step) => sum + corners.reduce((z, k) => z * (step[k] - share), 1), 0) / steps;
        expect(Math.abs(product / (share * (1 - share)) ** 2)).toBeLessThan(5 / Math.sqrt(steps) + 2 / NOISE_LEVELS);
      }
  });

  it('scales what it keeps so that the mean stays', () => {
    onHost(() => {
      const noise = noiseOf(SIZE);
      const values = masks(tf.tensor1d(noise), rate).flatMap((mask) => Array.from(mask.dataSync()));
      expect([...new Set(values)].sort()).toEqual([0, Math.fround(1 / share)]);
    });
  });

  it('follows its formula, in whole numbers', () => {
    const noise = noiseOf(SIZE);
    const [s, w] = [noise.subarray(0, ROWS), noise.subarray(ROWS, 2 * ROWS)];
    const second = noise.subarray(2 * ROWS + 2 * UNITS);
    onHost(() => {
      const found = masks(tf.tensor1d(noise), rate)[1].arraySync();
      for (let i = 0; i < ROWS; i++)
        for (let j = 0; j < UNITS; j++) {
          const level = (s[i] * second[j] + w[i] + second[UNITS + j]) % NOISE_LEVELS;
          expect(found[i][j] > 0).toBe(level < (1 - rate) * NOISE_LEVELS);
        }
    });
  });

  it.each([0.001, 0.5, 0.99])('of %d makes the same masks on every engine', async (share) => {
    const [rows, units] = [300, 200];
    const noise = { dtype: 'float32' as const, shape: [2 * rows + 2 * units], data: noiseOf(2 * rows + 2 * units) };
    const on = async (engineId: string) => {
      const program = await engines.create(engineId).compile(
        (_, data) => {
          const reader = readNoise(data.noise as Tensor1D);
          const mask = reader.dropout(share, reader.rows(rows))(tf.ones([rows, units]));
          return { state: {}, outputs: { mask } };
        },
        { state: {}, data: { noise }, batch: {} },
      );
      return (await program.run({}, { data: { noise }, batch: {} }, 1)).outputs.mask;
    };
    const reference = await on('tfjs:cpu');
    for (const engine of ['ort:cpu', 'tfjs:wasm']) expect(await on(engine)).toEqual(reference);
  });
});

it('all pairs of rows have whole numbers below the prime, in the order of a product', () => {
  onHost(() => {
    const noise = noiseOf(2 * 3 + 2 * 2);
    const reader = readNoise(tf.tensor1d(noise));
    const { slope, offset } = pairedRows(reader.rows(3), reader.rows(2));
    const sums = (x: number, y: number) =>
      [0, 1, 2].flatMap((i) => [0, 1].map((j) => (noise[x + i] + noise[y + j]) % NOISE_LEVELS));
    expect(Array.from(slope.dataSync())).toEqual(sums(0, 6));
    expect(Array.from(offset.dataSync())).toEqual(sums(3, 8));
  });
});

it('a hybrid critic drops hidden units of its head in all pairs, pair by pair', () => {
  const options = { id: 'hybrid', hidden: [], embedding: 3, head: [1], activation: 'softplus', dropout: 0.5 };
  const critic = critics.create(options);
  const [rows, dim] = [40, 2];
  onHost(() => {
    const params = critic.init(keyFromSeed(3), dim, dim);
    const [x, y] = [tensor(points(1, rows, dim)), tensor(points(2, rows, dim))];
    const scores = critic.scoreProduct!(params, x, y, tf.tensor1d(noiseOf(critic.noiseSize!(rows)))).arraySync();
    // Its only unit is never zero by itself; the last bias is: a score of zero is a dropped unit.
    const dropped = scores.map((row) => row.filter((score) => score === 0).length);
    const total = dropped.reduce((sum, count) => sum + count, 0);
    // 1600 pairwise independent masks, of which half are dropped: a standard error of .0125.
    expect(Math.abs(total / rows ** 2 - 0.5)).toBeLessThan(4 * 0.0125);
    expect(new Set(dropped).size).toBeGreaterThan(5);
  });
});

it('without the option a critic takes no noise', () => {
  for (const { id, example } of critics.entries)
    expect(critics.create({ id, ...(example as object | undefined) }).noiseSize, id).toBeUndefined();
});

it.each([
  [{ id: 'joint-mlp', hidden: [8, 5] }, 2 * 10 + 2 * 13],
  [{ id: 'separable-mlp', hidden: [8, 5] }, 2 * 10 + 2 * 2 * 13],
  [{ id: 'bilinear', hidden: [8, 5], embedding: 3 }, 2 * 10 + 2 * 2 * 13],
  [{ id: 'inner-product', hidden: [8, 5] }, 2 * 10 + 2 * 2 * 13],
  [{ id: 'hybrid', hidden: [8, 5], head: [6] }, 2 * 2 * 10 + 2 * 2 * 13 + 2 * 6],
  [{ id: 'residual-mlp', width: 8, blocks: 3 }, 2 * 10 + 2 * 3 * 8],
])('%j with dropout takes as many numbers for ten rows as its rows and units need', (choice, numbers) => {
  expect(critics.create({ ...choice, dropout: 0.1 }).noiseSize!(10)).toBe(numbers);
  const both = [{ ...choice, dropout: 0.1 }, 'bilinear', { ...choice, dropout: 0.2 }];
  expect(critics.create({ id: 'ensemble', critics: both }).noiseSize!(10)).toBe(2 * numbers);
});
