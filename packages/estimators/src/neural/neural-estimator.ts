import type {
  Bound,
  CompletedEstimate,
  Critic,
  DivergedEstimate,
  Estimate,
  EstimateOptions,
  Estimator,
  Key,
  NdArray,
  Optimizer,
  Split,
} from '@minebench/core';
import { foldIn } from '@minebench/core';
import { planBatches } from './batch-plan.ts';
import { createBatchSource } from './batches.ts';
import { beyondSample } from './beyond-sample.ts';
import { type HeldOut, heldOut } from './held-out.ts';
import { createModel, criticOf, type Model } from './model.ts';
import { readAtOptimum } from './optimal-critic.ts';
import { testByPermutation } from './permutation.ts';
import { createReader, type Reader } from './reader.ts';
import { type Trained, type TrainingPlan, trainCritic } from './training.ts';
import { withUniformReferences } from './uniform-references.ts';

export interface NeuralEstimatorOptions {
  readonly bound: Bound;
  /** Left out for a bound that has a critic of its own. */
  readonly critic?: Critic | undefined;
  readonly optimizer: Optimizer;
  /** Other bounds to read on the trained critic and the same evaluation pairs. */
  readonly readouts?: readonly Bound[];
}

/**
 * A critic trained to maximise a bound on the training part, stopped on the selection part, read once on the evaluation part.
 * @throws InputError where neither the caller nor the bound has a critic
 */
export function createNeuralEstimator(parts: NeuralEstimatorOptions): Estimator {
  const { bound } = parts;
  const critic = criticOf(bound, parts.critic);
  return {
    id: bound.critic ? bound.id : `${bound.id}/${critic.id}`,
    kind: bound.kind,
    async estimate(split, options, key): Promise<Estimate> {
      const given = bound.references === 'uniform' ? withUniformReferences(split, options) : { split, options };
      return estimate(given.split, given.options, key, { ...parts, critic });
    },
  };
}

async function estimate(
  split: Split,
  options: EstimateOptions,
  key: Key,
  { bound, critic, optimizer, readouts = [] }: NeuralEstimatorOptions,
): Promise<Estimate> {
  const { dimX, dimY } = split.evaluation;
  const model = createModel(critic, bound, dimX, dimY, options.initKey);
  const reader = await createReader(options.engine, model, readouts, options.batchSize);
  try {
    const selection = heldOut(split.selection, options.selectionReferences, split, foldIn(key, 'selection'));
    const select = async (params: NdArray) => {
      const look = await reader.look(params, selection);
      return { ...look, problem: beyondSample(bound, look.nats, selection.reference.rowsX.length) };
    };
    const trained = await trainOn(split, options, key, model, optimizer, select);
    if (trained.status === 'diverged') return trained;
    const evaluation = heldOut(split.evaluation, options.evaluationReferences, split, foldIn(key, 'evaluation'));
    return await evaluate(trained, evaluation, reader, split, options, key, model);
  } finally {
    await reader.dispose();
  }
}

/** The one look at the evaluation part. */
async function evaluate(
  trained: Trained,
  part: HeldOut,
  reader: Reader,
  split: Split,
  options: EstimateOptions,
  key: Key,
  { bound, layout }: Model,
): Promise<CompletedEstimate | DivergedEstimate> {
  const { params, status: _, ...history } = trained;
  const [[, reading], ...others] = await reader.read(params, part);
  const problem = beyondSample(bound, reading.nats, part.reference.rowsX.length);
  if (problem) {
    const { minibatch, selection } = history;
    const reason = `the evaluation estimate ${problem}`;
    return { status: 'diverged', reason, step: selection.bestStep, minibatch, selection };
  }
  const optimalCritic = readAtOptimum(bound, split, part, options.batchSize);
  return {
    status: 'completed',
    evaluation: reading,
    ...(others.length > 0 ? { readouts: Object.fromEntries(others) } : {}),
    ...(optimalCritic ? { optimalCritic } : {}),
    ...history,
    parameters: layout.total,
    ...(options.permutations
      ? { permutationTest: await testByPermutation(reader, params, part, options, foldIn(key, 'permutations')) }
      : {}),
  };
}

function trainOn(
  split: Split,
  options: EstimateOptions,
  key: Key,
  model: Model,
  optimizer: Optimizer,
  select: TrainingPlan['select'],
) {
  const { engine, protocol, batchSize, references } = options;
  const plan = planBatches(model, split, { batchSize, references }, protocol.selectEvery);
  const source = createBatchSource(split, plan, foldIn(key, 'training'));
  return trainCritic({
    engine,
    model,
    optimizer,
    shape: { poolSize: source.poolSize, batchSize, references },
    source,
    stepsPerCall: plan.stepsPerCall,
    protocol,
    select,
    ...(options.onProgress ? { onProgress: options.onProgress } : {}),
    checkpoint: options.checkpoint,
  });
}
