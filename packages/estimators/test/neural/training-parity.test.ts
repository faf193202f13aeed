import { keyFromSeed, type NamedArrays } from '@minebench/core';
import { engines } from '@minebench/engine';
import { describe, expect, it } from 'vitest';
import { bounds, createModel, createTrainingStep, critics, initialTrainingState, optimizers } from '../../src/index.ts';
import { createScorer } from '../../src/neural/scorer.ts';
import { gaussianPairs, shiftByOne } from '../gaussian-split.ts';

const STEPS = 50;
const POOL = 200;
const BATCH = 24;
const DIM = 3;

const pairs = gaussianPairs(POOL, DIM, 0.7, keyFromSeed(9));
const references = shiftByOne(BATCH);
const { rowsX: referenceX, rowsY: referenceY } = references.draw!(BATCH, keyFromSeed(0));
const rows = (reference: Int32Array) => ({
  dtype: 'int32' as const,
  shape: [STEPS, 2 * BATCH],
  data: Int32Array.from({ length: STEPS * 2 * BATCH }, (_, k) => {
    const [step, place] = [Math.floor(k / (2 * BATCH)), k % (2 * BATCH)];
    return (step * 7 + (place < BATCH ? place : reference[place - BATCH])) % POOL;
  }),
});
const float = (values: Float64Array) => ({
  dtype: 'float32' as const,
  shape: [POOL, DIM],
  data: Float32Array.from(values),
});
const inputs = {
  data: { x: float(pairs.x), y: float(pairs.y) },
  batch: { rowsX: rows(referenceX), rowsY: rows(referenceY) },
};

/** Fifty steps and the scores after them. */
async function train(engineId: string, boundId: string, criticChoice: object, optimizerChoice: object) {
  const engine = engines.create(engineId);
  const bound = bounds.create(boundId);
  const model = createModel(critics.create(criticChoice as never), bound, DIM, DIM, keyFromSeed(4));
  const optimizer = optimizers.create(optimizerChoice as never);
  const { step, example } = createTrainingStep(model, optimizer, { poolSize: POOL, batchSize: BATCH, references });
  const program = await engine.compile(step, example);
  const { state, outputs } = await program.run(initialTrainingState(model, optimizer), inputs, STEPS);
  const scorer = await createScorer(engine, model);
  const all = Int32Array.from({ length: POOL }, (_, row) => row);
  const { scores } = await scorer.values((state as NamedArrays).params, pairs, { rowsX: all, rowsY: all });
  await scorer.dispose();
  await program.dispose();
  return { estimates: outputs.estimate.data, scores };
}

const centred = (scores: Float32Array): Float64Array => {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return Float64Array.from(scores, (score) => score - mean);
};

/** Relative 1e-4 of the largest, plus absolute 1e-6. */
const expectEqual = (found: ArrayLike<number>, reference: ArrayLike<number>) => {
  const scale = Math.max(...Array.from(reference, Math.abs));
  const distance = Math.max(...Array.from(found, (value, k) => Math.abs(value - reference[k])));
  expect(distance).toBeLessThan(1e-4 * scale + 1e-6);
};

const joint = { id: 'joint-mlp', hidden: [16, 16], activation: 'elu' };
const adam = { id: 'adam', learningRate: 1e-3 };
const runs: [string, object, object][] = [
  ['dv', joint, adam],
  ['mine', joint, adam],
  ['mine-f', joint, adam],
  ['dv', { ...joint, activation: 'relu' }, adam],
  ['mine', { ...joint, activation: 'tanh' }, { id: 'sgd', learningRate: 0.01 }],
  ['dv', { ...joint, activation: 'leaky-relu' }, adam],
  ['mine-f', { ...joint, activation: 'softplus' }, adam],
  ['dv', { ...joint, activation: 'selu' }, { id: 'sgd', learningRate: 0.01 }],
  ['dv', { id: 'separable-mlp', hidden: [16], embedding: 4 }, adam],
  ['mine', { id: 'separable-mlp', hidden: [8, 8], embedding: 4, activation: 'elu' }, adam],
];

describe.each(runs)('fifty steps of %s with %j and %j', (bound, critic, optimizer) => {
  it.each(['ort:cpu', 'wasm:simd', 'tfjs:wasm'])(
    'on %s give the losses and centred scores of tfjs:cpu',
    async (engineId) => {
      const reference = await train('tfjs:cpu', bound, critic, optimizer);
      const found = await train(engineId, bound, critic, optimizer);
      expectEqual(found.estimates, reference.estimates);
      // DV leaves the critic's constant free: only differences of scores are determined.
      expectEqual(centred(found.scores), centred(reference.scores));
    },
  );
});
