import { InputError, type Optimizer } from '@minebench/core';
import { engines, onHost, tf } from '@minebench/engine';
import type { Tensor1D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { optimizers } from '../../src/index.ts';
import { normals } from '../normals.ts';

const DIMENSION = 5;
const STEPS = 12;
const start = Float32Array.of(1, -2, 3, 0.5, -0.25);
const gradient = Float32Array.from(normals(5, STEPS * DIMENSION), (z, k) => z * (1 + Math.floor(k / DIMENSION)));

/** Parameters after each step, `[STEPS, DIMENSION]`. */
async function path(optimizer: Optimizer, engine = 'ort:cpu', gradients = gradient): Promise<Float32Array> {
  const slots = onHost(() =>
    Object.entries(optimizer.init(tf.tensor1d(start))).map(([name, slot]) => [
      name,
      { dtype: 'float32' as const, shape: [...slot.shape], data: slot.dataSync().slice() as Float32Array },
    ]),
  );
  const state = {
    params: { dtype: 'float32' as const, shape: [DIMENSION], data: start },
    ...Object.fromEntries(slots),
  };
  const program = await engines.create(engine).compile(
    ({ params, ...own }, _, batch) => {
      const next = optimizer.update(batch.gradient as Tensor1D, own, params as Tensor1D);
      return { state: { params: next.params, ...next.state }, outputs: { params: tf.clone(next.params) } };
    },
    { state, data: {}, batch: { gradient: { dtype: 'float32', shape: [DIMENSION] } } },
  );
  const batch = { gradient: { dtype: 'float32' as const, shape: [STEPS, DIMENSION], data: gradients } };
  const { outputs } = await program.run(state, { data: {}, batch }, STEPS);
  await program.dispose();
  return outputs.params.data as Float32Array;
}

interface Parts {
  method: 'adam' | 'sgd';
  rate: number;
  momentum?: number;
  clip?: number;
  decay?: number;
  factor?: (step: number) => number;
}

/** The papers' formulas in float64: clip, then the method, then rate * (direction - decay * params). */
function byHand({ method, rate, momentum = 0, clip = Infinity, decay = 0, factor = () => 1 }: Parts): number[] {
  const theta = Array.from(start);
  const [m, v] = [theta.map(() => 0), theta.map(() => 0)];
  return Array.from({ length: STEPS }, (_, step) => {
    const raw = Array.from(gradient.subarray(step * DIMENSION, (step + 1) * DIMENSION));
    const norm = Math.hypot(...raw);
    const g = raw.map((value) => (norm > clip ? (value * clip) / norm : value));
    for (let k = 0; k < DIMENSION; k++) {
      let direction: number;
      if (method === 'sgd') direction = m[k] = momentum * m[k] + g[k];
      else {
        m[k] = 0.9 * m[k] + 0.1 * g[k];
        v[k] = 0.999 * v[k] + 0.001 * g[k] ** 2;
        direction = m[k] / (1 - 0.9 ** (step + 1)) / (Math.sqrt(v[k] / (1 - 0.999 ** (step + 1))) + 1e-8);
      }
      theta[k] += rate * factor(step) * (direction - decay * theta[k]);
    }
    return [...theta];
  }).flat();
}

/** Float32 through a dozen steps of size up to 3: rounding errors of 2^-24 of that each, and a few operations a step. */
const expectClose = (found: Float32Array, expected: readonly number[]) => {
  expected.forEach((value, k) => {
    expect(Math.abs(found[k] - value)).toBeLessThan(2e-5 * Math.max(1, Math.abs(value)));
  });
};

const cosine = (steps: number, end: number) => (step: number) =>
  end + ((1 - end) * (1 + Math.cos((Math.PI * Math.min(step, steps)) / steps))) / 2;

describe('optimisers composed of transformations follow their papers in float64', () => {
  const cases: [string, object, Parts][] = [
    ['clipped SGD', { id: 'sgd', clipNorm: 4 }, { method: 'sgd', rate: 0.01, clip: 4 }],
    ['SGD with momentum', { id: 'sgd', momentum: 0.8 }, { method: 'sgd', rate: 0.01, momentum: 0.8 }],
    [
      'SGD with momentum, clipped, decaying, scheduled',
      { id: 'sgd', momentum: 0.8, clipNorm: 4, weightDecay: 2, schedule: { id: 'cosine', steps: 8, end: 0.1 } },
      { method: 'sgd', rate: 0.01, momentum: 0.8, clip: 4, decay: 2, factor: cosine(8, 0.1) },
    ],
    ['AdamW', { id: 'adam', weightDecay: 5, learningRate: 0.02 }, { method: 'adam', rate: 0.02, decay: 5 }],
    ['clipped Adam', { id: 'adam', clipNorm: 4, learningRate: 0.1 }, { method: 'adam', rate: 0.1, clip: 4 }],
    [
      'AdamW, clipped, with an exponential schedule',
      {
        id: 'adam',
        learningRate: 0.1,
        clipNorm: 4,
        weightDecay: 1,
        schedule: { id: 'exponential', decay: 0.5, steps: 3 },
      },
      { method: 'adam', rate: 0.1, clip: 4, decay: 1, factor: (step) => 0.5 ** (step / 3) },
    ],
    ['a constant schedule', { id: 'sgd', schedule: { id: 'constant' } }, { method: 'sgd', rate: 0.01 }],
    [
      'Adam warming up, then constant',
      { id: 'adam', learningRate: 0.1, schedule: { id: 'warm-up', steps: 4 } },
      { method: 'adam', rate: 0.1, factor: (step) => Math.min(1, (step + 1) / 5) },
    ],
    [
      'Adam warming up, then along a cosine',
      { id: 'adam', learningRate: 0.1, schedule: { id: 'warm-up', steps: 4, followedBy: { id: 'cosine', steps: 6 } } },
      { method: 'adam', rate: 0.1, factor: (step) => (step < 4 ? (step + 1) / 5 : cosine(6, 0)(step - 4)) },
    ],
  ];
  it.each(cases)('%s', async (_, choice, parts) => {
    expectClose(await path(optimizers.create(choice as never)), byHand(parts));
  });

  it.each(['tfjs:cpu', 'tfjs:wasm'])('everything at once on %s', async (engine) => {
    const [, choice, parts] = cases[5];
    expectClose(await path(optimizers.create(choice as never), engine), byHand(parts));
  });
});

describe('clipNorm', () => {
  const step = (length: number, scale: number) =>
    path(
      optimizers.create({ id: 'sgd', learningRate: 1, clipNorm: length }),
      'ort:cpu',
      gradient.map((g) => scale * g),
    );

  it('keeps the direction, and no step is longer than the norm times the rate', async () => {
    const found = await step(2, 1);
    let clipped = 0;
    for (let row = 0; row < STEPS; row++) {
      const before = row === 0 ? start : found.subarray((row - 1) * DIMENSION, row * DIMENSION);
      const move = Array.from(found.subarray(row * DIMENSION, (row + 1) * DIMENSION), (value, k) => value - before[k]);
      const g = Array.from(gradient.subarray(row * DIMENSION, (row + 1) * DIMENSION));
      const [norm, length] = [Math.hypot(...g), Math.hypot(...move)];
      // Differences of float32 parameters of size up to 20.
      expect(Math.abs(length - Math.min(2, norm))).toBeLessThan(1e-5);
      if (norm > 2) clipped++;
      move.forEach((value, k) => {
        expect(Math.abs(value - (length / norm) * g[k])).toBeLessThan(1e-5);
      });
    }
    expect(clipped).toBeGreaterThan(5);
  });

  it('leaves a gradient of zeros at rest, and an overflowing norm becomes NaN, not rest', async () => {
    expect(Array.from((await step(2, 0)).slice(-DIMENSION))).toEqual(Array.from(start));
    expect((await step(2, 1e30)).every(Number.isNaN)).toBe(true);
  });
});

describe('weightDecay', () => {
  it.each(['sgd', 'adam'])('shrinks weights without a gradient by 1 - rate * decay a step: %s', async (id) => {
    const found = await path(
      optimizers.create({ id, learningRate: 0.1, weightDecay: 2 }),
      'ort:cpu',
      new Float32Array(STEPS * DIMENSION),
    );
    expectClose(
      found,
      Array.from(found, (_, k) => start[k % DIMENSION] * 0.8 ** (1 + Math.floor(k / DIMENSION))),
    );
  });
});

describe('what is left out', () => {
  it('leaves no slot in the state', () => {
    const slots = (choice: object) =>
      onHost(() => Object.keys(optimizers.create(choice as never).init(tf.tensor1d(start))));
    expect(slots({ id: 'adam' })).toHaveLength(4);
    expect(slots({ id: 'sgd' })).toEqual([]);
    expect(slots({ id: 'sgd', clipNorm: 1, weightDecay: 1, schedule: { id: 'constant' } })).toEqual([]);
    expect(slots({ id: 'sgd', schedule: { id: 'cosine', steps: 5 } })).toEqual(['rate.step']);
  });

  // Adam: 2 and 3 for the two sums, 2 and 2 for their weights, 2 roots, 4 for the direction, 2 for the scale, 2 to move. SGD: 2 to move.
  it.each([
    ['adam', 18],
    ['sgd', 2],
  ])('leaves no node in the step: %s has %i', async (id, nodes) => {
    const optimizer = optimizers.create(id);
    const profile = await tf.profile(() => {
      const params = tf.tensor1d(start);
      return optimizer.update(tf.tensor1d(start), optimizer.init(params), params).params;
    });
    const kernels = profile.kernels.filter(({ name }) =>
      /^(Add|Multiply|Square|Sqrt|RealDiv|Sub|Sum|Maximum)$/.test(name),
    );
    expect(kernels).toHaveLength(nodes);
  });
});

describe('options of optimisers', () => {
  it.each([
    [{ id: 'adam', clipNorm: 0 }, 'optimizer.clipNorm: expected a positive number, got 0'],
    [{ id: 'sgd', weightDecay: -1 }, 'optimizer.weightDecay: expected a positive number, got -1'],
    [{ id: 'sgd', momentum: 1 }, 'optimizer.momentum: expected a number in (0, 1), got 1'],
    [{ id: 'adam', momentum: 0.5 }, 'optimizer.momentum is no known field'],
    [{ id: 'adam', schedule: { id: 'cosine', steps: 0 } }, 'optimizer.schedule.steps: expected'],
    [{ id: 'adam', schedule: { id: 'exponential', steps: 9, decay: 1 } }, 'optimizer.schedule.decay: expected'],
    [
      { id: 'adam', schedule: { id: 'step' } },
      'optimizer.schedule.id: expected { id } of constant, exponential, cosine or warm-up, got "step"',
    ],
  ])('refuses %j', (choice, message) => {
    expect(() => optimizers.create(choice as never)).toThrow(InputError);
    expect(() => optimizers.create(choice as never)).toThrow(message);
  });

  it('are left out of what a cell stores where they are not given', () => {
    expect(optimizers.resolve('sgd')).toEqual({ id: 'sgd', learningRate: 0.01 });
    expect(optimizers.resolve({ id: 'sgd', schedule: { id: 'warm-up', steps: 3 } })).toEqual({
      id: 'sgd',
      learningRate: 0.01,
      schedule: { id: 'warm-up', steps: 3, followedBy: { id: 'constant' } },
    });
  });
});
