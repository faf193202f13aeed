import { describe, expect, it } from 'vitest';
import { critics } from '../../src/index.ts';
import { choices, dimsOf } from './choices.ts';
import { noiseOf, points, scoresAndGradients } from './on-engine.ts';

const COUNT = 7;

/** Where numbers differ by more than 1e-4 of them and 1e-6 of the largest (or of one). */
const differences = (found: ArrayLike<number>, expected: ArrayLike<number>): number[] => {
  const absolute = 1e-6 * Array.from(expected).reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
  return Array.from(expected).flatMap((value, k) =>
    Math.abs(found[k] - value) <= 1e-4 * Math.abs(value) + absolute ? [] : [k],
  );
};

describe.each(choices)('critic %j', (choice) => {
  const critic = critics.create(choice);
  const [dimX, dimY] = dimsOf(choice);
  const [x, y] = [points(1, COUNT, dimX), points(2, COUNT, dimY)];
  const size = critic.noiseSize?.(COUNT) ?? 0;
  const noise = { dtype: 'float32' as const, shape: [size], data: noiseOf(size) };
  const inputs = size > 0 ? { x, y, noise } : { x, y };

  it('has scores and gradients that are equal on every engine', async () => {
    const reference = await scoresAndGradients('tfjs:cpu', critic, inputs);
    expect(reference.scores.shape).toEqual([1, COUNT]);
    const images = JSON.stringify(choice).includes('conv');
    for (const engine of ['ort:cpu', 'tfjs:wasm', ...(images ? [] : ['wasm:simd'])]) {
      const found = await scoresAndGradients(engine, critic, inputs);
      for (const name of ['scores', 'gradients'])
        expect(differences(found[name].data, reference[name].data), `${name} on ${engine}`).toEqual([]);
    }
  });
});
