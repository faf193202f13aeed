import {
  type Bound,
  type Critic,
  type Estimate,
  type EstimateOptions,
  type Estimator,
  foldIn,
  InputError,
  type Key,
  type NdArray,
  type Optimizer,
  type Reading,
  type Split,
} from '@minebench/core';
import { createBatchSource } from './batches.ts';
import { beyondSample, boundValue, heldOut, readBound, scoreHeldOut } from './evaluation.ts';
import { createModel, type Model } from './model.ts';
import { createScorer } from './scorer.ts';
import { type TrainingPlan, trainCritic } from './training.ts';
import { usesProduct } from './training-step.ts';

export interface NeuralEstimatorOptions {
  readonly bound: Bound;
  readonly critic: Critic;
  readonly optimizer: Optimizer;
  /** Other bounds to read on the trained critic and the same evaluation pairs. */
  readonly readouts?: readonly Bound[];
}

/** Most numbers that one call's inputs may hold, so that memory stays flat; a call's overhead is far below its steps' time at this size. */
const NUMBERS_PER_CALL = 2 ** 22;

/** A critic trained to maximise a bound on the training part, stopped on the selection part, read once on the evaluation part. */
export function createNeuralEstimator({ bound, critic, optimizer, readouts = [] }: NeuralEstimatorOptions): Estimator {
  if (bound.references !== 'pairs') {
    throw new InputError({
      argument: 'bound',
      value: bound.id,
      problem: `asks for references of the kind ${bound.references}`,
      remedy: 'give a bound on pairs',
    });
  }
  return {
    id: `${bound.id}/${critic.id}`,
    kind: bound.kind,
    async estimate(split, options, key): Promise<Estimate> {
      const { dimX, dimY } = split.evaluation;
      const model = createModel(critic, bound, dimX, dimY, options.initKey);
      const scorer = await createScorer(options.engine, model);
      try {
        const selection = heldOut(split.selection, options.selectionReferences, split, foldIn(key, 'selection'));
        const select = async (params: NdArray) => {
          const scores = await scoreHeldOut(scorer, params, selection);
          const nats = boundValue(bound, scores);
          return { nats, problem: beyondSample(bound, nats, scores.reference.length) };
        };
        const trained = await trainOn(split, options, key, model, optimizer, select);
        if (trained.status === 'diverged') return trained;
        const { params, status: _, ...history } = trained;
        const evaluation = heldOut(split.evaluation, options.evaluationReferences, split, foldIn(key, 'evaluation'));
        const scores = await scoreHeldOut(scorer, params, evaluation);
        const reading = readBound(bound, scores, evaluation);
        const problem = beyondSample(bound, reading.nats, scores.reference.length);
        if (problem) {
          const { minibatch, selection: trace } = history;
          return {
            status: 'diverged',
            reason: `the evaluation estimate ${problem}`,
            step: trace.bestStep,
            minibatch,
            selection: trace,
          };
        }
        const others: [string, Reading][] = readouts.map((other) => [other.id, readBound(other, scores, evaluation)]);
        return {
          status: 'completed',
          evaluation: reading,
          ...(others.length > 0 ? { readouts: Object.fromEntries(others) } : {}),
          ...history,
          parameters: model.layout.total,
        };
      } finally {
        await scorer.dispose();
      }
    },
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
  const product = usesProduct(model, { batchSize, references });
  const numbersPerStep =
    (batchSize + references.size) * (2 + (split.train.kind === 'fresh' ? model.dimX + model.dimY : 0));
  const stepsPerCall = Math.max(1, Math.min(protocol.selectEvery, Math.floor(NUMBERS_PER_CALL / numbersPerStep)));
  const source = createBatchSource(split, { batchSize, references, stepsPerCall, product }, foldIn(key, 'training'));
  return trainCritic({
    engine,
    model,
    optimizer,
    shape: { poolSize: source.poolSize, batchSize, references },
    source,
    stepsPerCall,
    protocol,
    select,
    ...(options.onProgress ? { onProgress: options.onProgress } : {}),
  });
}
