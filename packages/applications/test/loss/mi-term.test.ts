import { createStream, keyFromSeed, namesWithin, prefixNames, type Step } from '@minebench/core';
import { engines, onHost, tf, toTensors } from '@minebench/engine';
import { bounds, critics, optimizers } from '@minebench/estimators';
import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { type MiTermOptions, miLoss, miPenalty } from '../../src/index.ts';

const ROWS = 6;
const normals = (seed: number, size: number): Float32Array => {
  const drawn = new Float64Array(size);
  createStream(keyFromSeed(seed)).fillNormal(drawn);
  return Float32Array.from(drawn);
};
const matrix = (values: Float32Array, columns: number) =>
  tf.tensor2d(values, [values.length / columns, columns]) as Tensor2D;

// A smooth critic, so that finite differences have a derivative to find.
const critic = critics.create({ id: 'joint-mlp', hidden: [8], activation: 'tanh' });
const separable = critics.create({ id: 'separable-mlp', hidden: [8], embedding: 3, activation: 'tanh' });
const options: MiTermOptions = {
  dimX: 2,
  dimY: 1,
  weight: 0.7,
  optimizer: optimizers.create({ id: 'sgd', learningRate: 0.01 }),
};
const terms = { miLoss, miPenalty };
const x = normals(1, 2 * ROWS);
const y = normals(2, ROWS);
const references = () => ({ x: matrix(normals(3, 2 * 5), 2), y: matrix(normals(4, 5), 1) });

const STEP = 1 / 16;
/** Weights of f(x + k STEP), k = -2 .. 2, that give the derivative to fourth order. */
const STENCIL = [
  [-2, 1 / 12],
  [-1, -8 / 12],
  [1, 8 / 12],
  [2, -1 / 12],
] as const;

describe.each([
  ['miLoss', 'dv', -1],
  ['miLoss', 'infonce', -1],
  ['miPenalty', 'dv', 1],
  ['miPenalty', 'mine-f', 1],
] as const)('the loss of %s with %s', (name, boundId, sign) => {
  const bound = bounds.create(boundId);
  const term = terms[name](bound, bound.references === 'product' ? separable : critic, options);
  const given = () => (bound.references === 'pairs' && name === 'miPenalty' ? references() : undefined);
  const loss = (of: Tensor): Scalar =>
    term.loss(toTensors(term.init(keyFromSeed(5))), {
      x: of as Tensor2D,
      y: matrix(y, 1),
      references: given(),
    });

  it('has the gradient of finite differences by every number of x, and the sign that its name says', () => {
    const gradient = onHost(() => tf.grad(loss)(matrix(x, 2)).dataSync().slice());
    const value = (moved: number, by: number) =>
      onHost(
        () =>
          loss(
            matrix(
              x.map((number, k) => (k === moved ? number + by : number)),
              2,
            ),
          ).dataSync()[0],
      );
    x.forEach((_, k) => {
      const difference = STENCIL.reduce((sum, [steps, weight]) => sum + (weight / STEP) * value(k, steps * STEP), 0);
      // The stencil is off by STEP^4 / 30 = 5e-7 of a fifth derivative, and by 24 roundings of a value below 8: 1.2e-5.
      expect(Math.abs(gradient[k] - difference)).toBeLessThan(5e-5);
    });
    expect(Math.max(...gradient.map(Math.abs))).toBeGreaterThan(1e-3);
  });

  it('is the weight times the estimate, where the bound trains on its own value', () => {
    const [value, estimate] = onHost(() => {
      const state = toTensors(term.init(keyFromSeed(5)));
      const batch = { x: matrix(x, 2), y: matrix(y, 1), references: given() };
      return [term.loss(state, batch).dataSync()[0], term.update(state, batch).estimate.dataSync()[0]];
    });
    expect(value).toBeCloseTo(sign * 0.7 * estimate, 5);
  });

  it('goes with a critic that climbs', () => {
    onHost(() => {
      const state = toTensors(term.init(keyFromSeed(5)));
      const batch = { x: matrix(x, 2), y: matrix(y, 1), references: given() };
      const { state: next, estimate } = term.update(state, batch);
      const after = term.update(next, batch).estimate;
      // One step of gradient ascent that is short enough for the slope to hold.
      expect(after.dataSync()[0]).toBeGreaterThan(estimate.dataSync()[0]);
    });
  });
});

describe.each(['club', 'l1out', 'doe'])('with %s, which fits a density of its own', (id) => {
  const term = miPenalty(bounds.create(id), critic, options);
  const batch = () => ({ x: matrix(x, 2), y: matrix(y, 1) });

  it('the model sees the estimate', () => {
    const [value, estimate] = onHost(() => {
      const state = toTensors(term.init(keyFromSeed(5)));
      return [term.loss(state, batch()).dataSync()[0], term.update(state, batch()).estimate.dataSync()[0]];
    });
    expect(value).toBeCloseTo(0.7 * estimate, 5);
  });

  it('the critic climbs the likelihood, on which y has units: none of it reaches the model', () => {
    // A density that ignores x, and is the same for y and its references, tells nothing, whatever y's width.
    const nothing = onHost(() => {
      const state = toTensors(term.init(keyFromSeed(5)));
      const flat = { ...state, params: tf.zerosLike(state.params) };
      return term.loss(flat, { x: matrix(x, 2), y: tf.mul(3, matrix(y, 1)) as Tensor2D }).dataSync()[0];
    });
    expect(nothing).toBeCloseTo(0, 5);
  });
});

it('the critic does the same in a loss and in a penalty', () => {
  const bound = bounds.create('mine');
  const updated = (make: typeof miLoss, weight: number) =>
    onHost(() => {
      const term = make(bound, critic, { ...options, weight });
      const state = toTensors(term.init(keyFromSeed(5)));
      return term
        .update(state, { x: matrix(x, 2), y: matrix(y, 1) })
        .state.params.dataSync()
        .slice();
    });
  expect(updated(miPenalty, 3)).toEqual(updated(miLoss, 0.1));
});

it('without references each x meets the y of the next row', () => {
  const term = miLoss(bounds.create('dv'), critic, options);
  const [own, given] = onHost(() => {
    const state = toTensors(term.init(keyFromSeed(5)));
    const batch = { x: matrix(x, 2), y: matrix(y, 1) };
    const next = matrix(
      Float32Array.from(y, (_, row) => y[(row + 1) % ROWS]),
      1,
    );
    return [term.loss(state, batch), term.loss(state, { ...batch, references: { x: batch.x, y: next } })].map(
      (value) => value.dataSync()[0],
    );
  });
  expect(own).toBe(given);
});

it('refuses references that a bound has no use for, and bounds whose references a batch cannot have', () => {
  onHost(() => {
    const batch = { x: matrix(x, 2), y: matrix(y, 1), references: references() };
    const infonce = miLoss(bounds.create('infonce'), separable, options);
    expect(() => infonce.loss(toTensors(infonce.init(keyFromSeed(5))), batch)).toThrow(/infonce takes none/);
    const minee = miLoss(bounds.create('minee'), critic, options);
    expect(() => minee.loss(toTensors(minee.init(keyFromSeed(5))), batch)).toThrow(/uniform over the box/);
  });
});

describe('inside a recorded step', () => {
  const STEPS = 20;
  const term = miPenalty(bounds.create('mine'), critic, { ...options, optimizer: optimizers.create('adam') });
  const initial = {
    slope: { dtype: 'float32' as const, shape: [2, 2], data: normals(6, 4) },
    ...prefixNames('mi.', term.init(keyFromSeed(5))),
  };
  /** A linear encoder of x that descends the penalty with a step of .05, beside the critic. */
  const step: Step = (state, _data, batch) => {
    const mi = namesWithin('mi.', state);
    const encode = (slope: Tensor) => tf.matMul(batch.x as Tensor2D, slope as Tensor2D) as Tensor2D;
    const pairs = (slope: Tensor) => ({ x: encode(slope), y: batch.y as Tensor2D });
    const byModel = tf.grad((slope) => term.loss(mi, pairs(slope)))(state.slope);
    const { state: next, estimate } = term.update(mi, pairs(state.slope));
    return {
      state: { slope: tf.sub(state.slope, tf.mul(byModel, 0.05)), ...prefixNames('mi.', next) },
      outputs: { estimate },
    };
  };
  const inputs = {
    data: {},
    batch: {
      x: { dtype: 'float32' as const, shape: [STEPS, ROWS, 2], data: normals(7, 2 * STEPS * ROWS) },
      y: { dtype: 'float32' as const, shape: [STEPS, ROWS, 1], data: normals(8, STEPS * ROWS) },
    },
  };
  const example = {
    state: initial,
    data: {},
    batch: { x: { dtype: 'float32' as const, shape: [ROWS, 2] }, y: { dtype: 'float32' as const, shape: [ROWS, 1] } },
  };
  const run = async (engine: string) => {
    const program = await engines.create(engine).compile(step, example);
    const { state, outputs } = await program.run(initial, inputs, STEPS);
    await program.dispose();
    return { slope: state.slope.data, estimate: outputs.estimate.data };
  };

  it.each(['ort:cpu', 'wasm:simd'])('twenty steps of model and critic on %s are those of tfjs:cpu', async (engine) => {
    const [found, expected] = [await run(engine), await run('tfjs:cpu')];
    for (const of of ['slope', 'estimate'] as const) {
      // As everywhere between engines: 1e-4 of the largest, plus 1e-6.
      const scale = Math.max(...Array.from(expected[of], Math.abs));
      Array.from(found[of], (value, k) => expect(Math.abs(value - expected[of][k])).toBeLessThan(1e-4 * scale + 1e-6));
    }
    expect(Math.abs(found.slope[0] - initial.slope.data[0])).toBeGreaterThan(1e-3);
  });
});
