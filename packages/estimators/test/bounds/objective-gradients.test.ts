import type { Bound, OwnValues, PairBound } from '@minebench/core';
import { engines, onHost, tf } from '@minebench/engine';
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { bounds } from '../../src/index.ts';
import { diagonalOf } from '../../src/neural/network-values.ts';
import { opened } from '../../src/neural/opened-bound.ts';
import { normals } from '../normals.ts';
import { pairContext } from './contexts.ts';
import { everyBound, ownNames } from './every-bound.ts';

const B = 4;
const REFERENCES = 5;

/** A bound's objective as a function of everything that it is given, in one vector. */
function objectiveOf(bound: Bound) {
  const names = ownNames(bound);
  const scores = { pairs: B + REFERENCES, uniform: B + REFERENCES, product: B * B, none: B }[bound.references];
  const ownSizes = bound.references === 'product' || bound.references === 'none' ? [B] : [B, REFERENCES];
  const sizes = [scores, ...names.flatMap(() => ownSizes)];
  const objective = (all: Tensor1D): Scalar => {
    const [first, ...own] = sizes.length === 1 ? [all] : (tf.split(all, sizes) as Tensor1D[]);
    const namedOwn = (part: number): OwnValues =>
      Object.fromEntries(names.map((name, k) => [name, own[k * ownSizes.length + part]]));
    const context = () => {
      if (bound.references === 'none') return { joint: first, own: namedOwn(0) };
      if (bound.references === 'product') {
        const product = tf.reshape(first, [B, B]) as Tensor2D;
        return { joint: diagonalOf(product), product, own: namedOwn(0) };
      }
      const [joint, reference] = tf.split(first, [B, REFERENCES]) as Tensor1D[];
      return { joint, reference, own: namedOwn(0), ownReference: namedOwn(1) };
    };
    return opened(bound).objective(context(), {}).value;
  };
  return { objective, size: sizes.reduce((sum, size) => sum + size, 0) };
}

const STEP = 1 / 16;
/** Weights of f(x + k STEP), k = -2 .. 2, that give the derivative to fourth order. */
const STENCIL = [
  [-2, 1 / 12],
  [-1, -8 / 12],
  [1, 8 / 12],
  [2, -1 / 12],
];

// A bound with a state trains on a gradient that is not that of its value; it has a formula of its own.
const stateless = everyBound.filter(([, bound]) => onHost(() => Object.keys(bound.initState()).length === 0));

describe("the gradient of a bound's objective", () => {
  it.each(stateless)('%s: is that of finite differences, by every score and every own value', (_, bound) => {
    const { objective, size } = objectiveOf(bound);
    const at = normals(20, size).map((value) => 0.6 * value);
    const value = (moved: number, by: number) =>
      onHost(() => {
        const point = Float32Array.from(at, (number, k) => (k === moved ? number + by : number));
        return objective(tf.tensor1d(point)).dataSync()[0];
      });
    const gradient = onHost(() =>
      tf
        .grad(objective as never)(tf.tensor1d(Float32Array.from(at)))
        .dataSync(),
    );
    const differences = Array.from(at, (_, k) =>
      STENCIL.reduce((sum, [steps, weight]) => sum + (weight / STEP) * value(k, steps * STEP), 0),
    );
    // The stencil is off by STEP^4 / 30 = 5e-7 of a fifth derivative, and by 1.5 / STEP = 24 roundings of a value below 8: 24 * 8 * 6e-8 = 1.2e-5.
    const largest = Math.max(1, ...differences.map(Math.abs));
    gradient.forEach((found, k) => {
      expect(Math.abs(found - differences[k])).toBeLessThan(3e-5 * largest);
    });
    // There is a gradient to be right about.
    expect(Math.max(...gradient.map(Math.abs))).toBeGreaterThan(0.05);
  });

  it.each(stateless)('%s: is the same on ort:cpu', async (_, bound) => {
    const { objective, size } = objectiveOf(bound);
    const at = Float32Array.from(normals(20, size), (value) => 0.6 * value);
    const expected = onHost(() =>
      tf
        .grad(objective as never)(tf.tensor1d(at))
        .dataSync(),
    );
    const program = await engines
      .create('ort:cpu')
      .compile((_state, _data, { all }) => ({ state: {}, outputs: { gradient: tf.grad(objective as never)(all) } }), {
        state: {},
        data: {},
        batch: { all: { dtype: 'float32', shape: [size] } },
      });
    const all = { dtype: 'float32' as const, shape: [1, size], data: at };
    const { outputs } = await program.run({}, { data: {}, batch: { all } }, 1);
    await program.dispose();
    Array.from(outputs.gradient.data as Float32Array).forEach((found, k) => {
      // A few roundings of numbers near one, and of the runtimes' own exponentials.
      expect(Math.abs(found - expected[k])).toBeLessThan(2e-6 * (1 + Math.abs(expected[k])));
    });
  });

  it("mine: is 1 / b at joint pairs and -e^t / (n' average) at references, the average being that with this batch in it", () => {
    const decay = 0.8;
    const bound = bounds.create({ id: 'mine', decay, start: 'first-batch' }) as PairBound;
    const joint = normals(21, B);
    const [first, second] = [normals(22, REFERENCES), normals(23, REFERENCES)];
    const meanPower = (t: Float64Array) => t.reduce((sum, value) => sum + Math.exp(value), 0) / t.length;
    const average = decay * meanPower(first) + (1 - decay) * meanPower(second);
    onHost(() => {
      const { state } = bound.objective(pairContext(joint, first), bound.initState());
      const { joint: scores, reference } = pairContext(joint, second);
      const [byJoint, byReference] = tf.grads(
        (t, u) =>
          bound.objective({ joint: t as Tensor1D, reference: u as Tensor1D, own: {}, ownReference: {} }, state).value,
      )([scores, reference]);
      for (const found of byJoint.dataSync()) expect(found).toBeCloseTo(1 / B, 6);
      byReference.dataSync().forEach((found, k) => {
        expect(found).toBeCloseTo(-Math.exp(second[k]) / (REFERENCES * average), 5);
      });
    });
  });
});
