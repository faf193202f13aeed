import { type Bound, type Choice, type Critic, type Engine, keyFromSeed, type NamedArrays } from '@minebench/core';
import { engines, runReplicas } from '@minebench/engine';
import { describe, expect, it } from 'vitest';
import {
  bounds,
  createModel,
  createNeuralEstimator,
  createTrainingStep,
  critics,
  initialTrainingState,
  optimizers,
} from '../../src/index.ts';
import { batchLayout, noisePerStep } from '../../src/neural/batch-layout.ts';
import { createBatchSource } from '../../src/neural/batches.ts';
import { createScorer } from '../../src/neural/scorer.ts';
import { everyBound } from '../bounds/every-bound.ts';
import { choices, dimsOf } from '../critics/choices.ts';
import { estimateOptions } from '../estimate-options.ts';
import { freshReferences, gaussianSplit, protocol, shiftByOne } from '../gaussian-split.ts';

const STEPS = 50;
const BATCH = 16;
const POOL = 120;
const REPLICAS = 2;

/** A replica has seeds and a learning rate of its own. */
const rates = [2e-4, 5e-4];

interface Parts {
  readonly bound: Bound;
  readonly critic: Critic;
  readonly dims: readonly [dimX: number, dimY: number];
}

/** Fifty steps of one replica, and the scores after them less their mean: some bounds leave the critic's constant free. */
async function train(engine: Engine, { bound, critic, dims }: Parts, replica: number) {
  const [dimX, dimY] = dims;
  const dimension = Math.max(dimX, dimY);
  const whole = gaussianSplit(10 + replica, dimension, 0.7, { train: POOL, selection: 2, evaluation: 2 });
  const narrow = (pairs: typeof whole.evaluation) => {
    const columns = (values: Float64Array, dim: number) => values.filter((_, k) => k % dimension < dim);
    return { ...pairs, dimX, dimY, x: columns(pairs.x, dimX), y: columns(pairs.y, dimY) };
  };
  if (whole.train.kind !== 'sample') throw new Error('unreachable');
  const pairs = narrow(whole.train.pairs);
  const split = { ...whole, train: { kind: 'sample' as const, pairs }, evaluation: narrow(whole.evaluation) };
  const model = createModel(bound.critic ?? critic, bound, dimX, dimY, keyFromSeed(replica));
  const optimizer = optimizers.create({ id: 'adam', learningRate: rates[replica] });
  const shape = { batchSize: BATCH, references: shiftByOne(BATCH) };
  const layout = batchLayout(bound, model.critic, shape);
  const noise = noisePerStep(bound, model.critic, shape);
  const source = createBatchSource(split, { ...shape, layout, noise, stepsPerCall: STEPS }, keyFromSeed(20 + replica));
  const { step, example } = createTrainingStep(model, optimizer, { poolSize: source.poolSize, ...shape });
  const program = await engine.compile(step, example, { subject: `critic ${critic.id}` });
  const { state, outputs } = await program.run(initialTrainingState(model, optimizer), source.next(STEPS), STEPS);
  await program.dispose();
  const scorer = await createScorer(engine, model);
  const rows = Int32Array.from({ length: POOL }, (_, row) => row);
  const { scores } = await scorer.values((state as NamedArrays).params, pairs, { rowsX: rows, rowsY: rows });
  await scorer.dispose();
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return { estimates: outputs.estimate.data, scores: scores.map((score) => score - mean) };
}

/** To 1e-4 of the largest, and 1e-6: the measure by which engines are held to each other. */
function expectEqual(found: ArrayLike<number>, expected: ArrayLike<number>, what: string) {
  const scale = Array.from(expected, Math.abs).reduce((most, value) => Math.max(most, value));
  const distances = Array.from(found, (value, k) => Math.abs(value - expected[k]));
  expect(Math.max(...distances), what).toBeLessThan(1e-4 * scale + 1e-6);
}

/** Each replica has the estimates and scores of a separate run. */
async function expectAsAlone(parts: Parts, scoresToo = true) {
  const settled = await runReplicas(engines.create('ort:cpu+vmap'), REPLICAS, (engine, k) => train(engine, parts, k));
  for (const [k, result] of settled.entries()) {
    if (result.status === 'rejected') throw result.reason;
    const alone = await train(engines.create('ort:cpu'), parts, k);
    expectEqual(result.value.estimates, alone.estimates, `estimates of replica ${k}`);
    if (scoresToo) expectEqual(result.value.scores, alone.scores, `scores of replica ${k}`);
  }
}

/** Of wide networks with kinks, a rounding difference takes fifty steps another way, on every engine: those stand here with a smooth activation. */
const smooth = (choice: Choice): Choice =>
  ['hybrid', 'residual-mlp'].includes((choice as { id: string }).id)
    ? { activation: 'elu', ...(choice as { id: string }) }
    : choice;

const small = critics.create({ id: 'joint-mlp', hidden: [8, 8], activation: 'elu' });

describe('two replicas of other seeds and learning rates, fifty steps', () => {
  it.each(everyBound)('%s: estimates and centred scores are those of separate runs', async (_, bound) => {
    await expectAsAlone({ bound, critic: small, dims: [2, 2] });
  });

  it.each(choices.map((choice) => [smooth(choice)]))('dv with %j: the same', async (choice) => {
    await expectAsAlone({ bound: bounds.create('dv'), critic: critics.create(choice), dims: dimsOf(choice) });
  });

  // InfoNCE leaves a function of x free, which Adam moves by rounding noise: scores are not compared.
  it('infonce with a separable critic: its estimates', async () => {
    const critic = critics.create({ id: 'separable-mlp', hidden: [8], embedding: 4 });
    await expectAsAlone({ bound: bounds.create('infonce'), critic, dims: [2, 2] }, false);
  });
});

describe('whole estimates together', () => {
  const rho = [0.3, 0.9, 0.9, 0.6];
  const learningRates = [0.3, 0.05, 1e30, 1];
  const estimate = (engine: Engine, k: number) =>
    createNeuralEstimator({
      bound: bounds.create('dv'),
      critic: critics.create({ id: 'joint-mlp', hidden: [16], activation: 'elu' }),
      optimizer: optimizers.create({ id: 'sgd', learningRate: learningRates[k] }),
      readouts: [bounds.create('mine-f')],
    }).estimate(
      gaussianSplit(k, 1, rho[k], { train: 400, selection: 500, evaluation: 1500 }),
      estimateOptions({
        engine,
        batchSize: 64,
        references: shiftByOne(64),
        selectionReferences: freshReferences(500),
        evaluationReferences: freshReferences(1500),
        protocol: protocol({ steps: 400, selectEvery: 20, patience: 2, selectionSize: 500, evaluationSize: 1500 }),
        initKey: keyFromSeed(k),
      }),
      keyFromSeed(30 + k),
    );

  it('each stop when they would alone, and one that diverges takes no other with it', async () => {
    const settled = await runReplicas(engines.create('ort:cpu+vmap'), rho.length, estimate);
    const stops = new Set<number>();
    for (const [k, result] of settled.entries()) {
      if (result.status === 'rejected') throw result.reason;
      const [found, alone] = [result.value, await estimate(engines.create('ort:cpu'), k)];
      expect(found.status).toBe(alone.status);
      if (found.status === 'diverged' && alone.status === 'diverged') {
        expect([found.reason, found.step]).toEqual([alone.reason, alone.step]);
      }
      if (found.status !== 'completed' || alone.status !== 'completed') continue;
      stops.add(found.stepsRun!);
      expect([found.stepsRun, found.selection!.bestStep, found.parameters, found.flopPerStep]).toEqual([
        alone.stepsRun,
        alone.selection!.bestStep,
        alone.parameters,
        alone.flopPerStep,
      ]);
      expectEqual(found.minibatch!.mean, alone.minibatch!.mean, `minibatch estimates of ${k}`);
      expectEqual([found.evaluation.nats], [alone.evaluation.nats], `estimate of ${k}`);
      expectEqual([found.evaluation.standardError], [alone.evaluation.standardError], `standard error of ${k}`);
    }
    // The trial means something: some stopped early, at different steps, and one diverged.
    expect(stops.size).toBeGreaterThan(1);
    expect(settled.map((result) => result.status === 'fulfilled' && result.value.status)).toContain('diverged');
  });
});
