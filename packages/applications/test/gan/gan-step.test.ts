import { createStream, keyFromSeed, type NamedArrays } from '@minebench/core';
import { engines } from '@minebench/engine';
import { describe, expect, it } from 'vitest';
import { createGanStep, type GanParts, initialGanState } from '../../src/gan/gan-step.ts';
import { LATENT, smallGan } from './small-gan.ts';

const ROWS = 8;
const RATE = 0.5;

const normals = (seed: number, steps: number, columns: number) => {
  const drawn = new Float64Array(steps * ROWS * columns);
  createStream(keyFromSeed(seed)).fillNormal(drawn);
  return { dtype: 'float32' as const, shape: [steps, ROWS, columns], data: Float32Array.from(drawn) };
};
const inputs = (steps: number) => ({
  real: normals(1, steps, 2),
  latent: normals(2, steps, LATENT),
  reference: normals(3, steps, LATENT),
});

async function run(parts: GanParts, steps: number, engine = 'tfjs:cpu', initial: NamedArrays = initialGanState(parts)) {
  const float = (columns: number) => ({ dtype: 'float32' as const, shape: [ROWS, columns] });
  const program = await engines.create(engine).compile(createGanStep(parts), {
    state: initial,
    data: {},
    batch: { real: float(2), latent: float(LATENT), reference: float(LATENT) },
  });
  const { state, outputs } = await program.run(initial, { data: {}, batch: inputs(steps) }, steps);
  await program.dispose();
  return { initial, state, outputs };
}

/** Rows of a perceptron with one hidden layer of three units and tanh, in double precision: weights [inputs, 3], biases [3], weights [3, outputs], biases. */
function forward(params: ArrayLike<number>, rows: readonly (readonly number[])[], outputs: number): number[][] {
  const inputs = rows[0].length;
  return rows.map((row) => {
    const hidden = [0, 1, 2].map((unit) =>
      Math.tanh(row.reduce((sum, value, k) => sum + value * params[3 * k + unit], params[3 * inputs + unit])),
    );
    const at = 3 * inputs + 3;
    return Array.from({ length: outputs }, (_, out) =>
      hidden.reduce(
        (sum, value, unit) => sum + value * params[at + outputs * unit + out],
        params[at + 3 * outputs + out],
      ),
    );
  });
}

const rowsOf = ({ data, shape }: NamedArrays[string]): number[][] =>
  Array.from({ length: ROWS }, (_, row) => Array.from(data.slice(row * shape[2], (row + 1) * shape[2])));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const logSigmoid = (t: number): number => -Math.log1p(Math.exp(-t));
const { real, latent, reference } = Object.fromEntries(
  Object.entries(inputs(1)).map(([name, array]) => [name, rowsOf(array)]),
);

/** A critic's scores of (G(z), z'), z the latent rows and z' those given. */
const scoresOf = (c: ArrayLike<number>, g: ArrayLike<number>, given: readonly (readonly number[])[]): number[] =>
  forward(
    c,
    forward(g, latent, 2).map((x, row) => [...x, ...given[row]]),
    1,
  ).map(([t]) => t);
/** E e^t over reference pairs. */
const meanExp = (c: ArrayLike<number>, g: ArrayLike<number>): number => mean(scoresOf(c, g, reference).map(Math.exp));

/** The three objectives, in plain JavaScript. */
const objectives = {
  discriminator: (d: ArrayLike<number>, g: ArrayLike<number>): number =>
    mean(forward(d, real, 1).map(([t]) => logSigmoid(t))) +
    mean(forward(d, forward(g, latent, 2), 1).map(([t]) => logSigmoid(-t))),
  information: (c: ArrayLike<number>, g: ArrayLike<number>): number =>
    mean(scoresOf(c, g, latent)) - Math.log(meanExp(c, g)),
  /** What MINE climbs: its average of E e^t is a constant. */
  mine: (c: ArrayLike<number>, g: ArrayLike<number>, average: number): number =>
    mean(scoresOf(c, g, latent)) - meanExp(c, g) / average,
  adversarial: (d: ArrayLike<number>, g: ArrayLike<number>): number =>
    mean(forward(d, forward(g, latent, 2), 1).map(([t]) => logSigmoid(t))),
};

/** The gradient by central differences of step 10^-4, off by 10^-8 of a third derivative and 10^-12 of rounding. */
function gradient(objective: (at: number[]) => number, at: ArrayLike<number>): number[] {
  return Array.from(at, (_, k) => {
    const moved = (by: number) => objective(Array.from(at, (value, j) => (j === k ? value + by : value)));
    return (moved(1e-4) - moved(-1e-4)) / 2e-4;
  });
}

/** What a step of plain gradient ascent has added to a part's parameters, over the learning rate. */
const moved = (before: NamedArrays, after: NamedArrays, part: string): number[] => {
  const [from, to] = [before[`${part}.params`].data, after[`${part}.params`].data];
  return Array.from(to, (value, k) => (value - from[k]) / RATE);
};

// Gradients of about one, from differences of float32 numbers of about one over a rate of a half: 2 * 6e-8 / 0.5, and the step's own roundings.
const expectClose = (found: readonly number[], expected: readonly number[]) => {
  expect(found.length).toBe(expected.length);
  found.forEach((value, k) => {
    expect(Math.abs(value - expected[k])).toBeLessThan(3e-6);
  });
};
const norm = (values: readonly number[]): number => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0));
const sgd = { id: 'sgd', learningRate: RATE };

describe('one alternation', () => {
  it.each([
    [0, 1],
    [0.001, 1],
    [1, 1],
    [50, 1],
    [50, 0.25],
  ])('beta %d, clip %d: each part climbs its own objective, the generator before the new two', async (beta, clip) => {
    const { initial, state, outputs } = await run(smallGan(beta, sgd, 'dv', clip), 1);
    const g = initial['generator.params'].data;
    expectClose(
      moved(initial, state, 'discriminator'),
      gradient((d) => objectives.discriminator(d, g), initial['discriminator.params'].data),
    );
    expectClose(
      moved(initial, state, 'critic'),
      gradient((c) => objectives.information(c, g), initial['critic.params'].data),
    );
    const byJudge = gradient((at) => objectives.adversarial(state['discriminator.params'].data, at), g);
    const byCritic = gradient((at) => beta * objectives.information(state['critic.params'].data, at), g);
    const added = moved(initial, state, 'generator').map((value, k) => value - byJudge[k]);
    const factor = beta === 0 ? 0 : Math.min(1, (clip * norm(byJudge)) / norm(byCritic));
    expectClose(
      added,
      byCritic.map((value) => factor * value),
    );
    expect(outputs.clip.data[0]).toBeCloseTo(factor, 5);
    // The law of the clip, whatever beta is.
    expect(norm(added)).toBeLessThan(clip * norm(byJudge) * (1 + 1e-4));
  });

  it('with mine, critic and generator divide by the average of E e^t so far, their own batch last', async () => {
    const decay = 0.5;
    /** Of E e^t of batches, the last with weight one, each before it with `decay` times the next one's. */
    const averageOf = (batches: readonly number[]): number => {
      const weights = batches.map((_, k) => decay ** (batches.length - 1 - k));
      return (
        batches.reduce((sum, value, k) => sum + weights[k] * value, 0) / weights.reduce((sum, weight) => sum + weight)
      );
    };
    // Of 100, so that the generator's gradients are added unclipped. In the second alternation the average has a past, of other weights.
    const parts = smallGan(1, sgd, { id: 'mine', decay }, 100);
    const first = await run(parts, 1);
    const { initial, state, outputs } = await run(parts, 1, 'tfjs:cpu', first.state);
    expect(outputs.clip.data[0]).toBe(1);
    const [g, c, start] = [initial['generator.params'].data, initial['critic.params'].data, first.initial];
    const past = [meanExp(start['critic.params'].data, start['generator.params'].data), meanExp(c, g)];
    expectClose(
      moved(initial, state, 'critic'),
      gradient((at) => objectives.mine(at, g, averageOf(past)), c),
    );
    const [d, critic] = [state['discriminator.params'].data, state['critic.params'].data];
    const average = averageOf([...past, meanExp(critic, g)]);
    expectClose(
      moved(initial, state, 'generator'),
      gradient((at) => objectives.adversarial(d, at) + objectives.mine(critic, at, average), g),
    );
  });

  it('reports its objectives, before the updates of the part that is updated', async () => {
    const { initial, state, outputs } = await run(smallGan(1, sgd), 1);
    const [g, d, c] = ['generator', 'discriminator', 'critic'].map((part) => initial[`${part}.params`].data);
    expect(outputs.discriminator.data[0]).toBeCloseTo(objectives.discriminator(d, g), 5);
    expect(outputs.information.data[0]).toBeCloseTo(objectives.information(c, g), 5);
    expect(outputs.generator.data[0]).toBeCloseTo(objectives.adversarial(state['discriminator.params'].data, g), 5);
  });
});

it.each(['ort:cpu', 'wasm:simd'])('twenty alternations on %s are those of tfjs:cpu', async (engine) => {
  const gan = () => smallGan(1, { id: 'sgd', learningRate: 0.1 }, 'mine');
  const [found, expected] = [await run(gan(), 20, engine), await run(gan(), 20)];
  const arrays = (of: typeof found) => ({ ...of.outputs, generator: of.state['generator.params'] });
  for (const [name, { data }] of Object.entries(arrays(expected))) {
    // As everywhere between engines: 1e-4 of the largest, plus 1e-6.
    const allowed = 1e-4 * Math.max(...Array.from(data, Math.abs)) + 1e-6;
    const values = arrays(found)[name as 'generator'].data;
    data.forEach((value, k) => {
      expect(Math.abs(values[k] - value)).toBeLessThan(allowed);
    });
  }
});
