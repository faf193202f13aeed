import {
  type Bound,
  type Checkpoint,
  type Critic,
  type Engine,
  foldIn,
  type Key,
  type Optimizer,
  type Split,
} from '@minebench/core';
import type { BatchShape } from './batch-layout.ts';
import { planBatches } from './batch-plan.ts';
import { type BatchPosition, createBatchSource } from './batches.ts';
import { createModel, criticOf } from './model.ts';
import { overflown } from './overflown.ts';
import { createTrainingStep, initialTrainingState } from './training-step.ts';

/** A stretch of training on one source of points. */
export interface Stage extends Pick<Split, 'train' | 'independent'> {
  readonly steps: number;
}

export interface StagedTraining extends BatchShape {
  readonly engine: Engine;
  readonly bound: Bound;
  /** Left out for a bound that has a critic of its own. */
  readonly critic?: Critic | undefined;
  readonly optimizer: Optimizer;
  /** In order; their points have the same dimensions, and fixed samples as many rows. */
  readonly stages: readonly Stage[];
  readonly initKey: Key;
  /** Of minibatches and references; every stage has its own below it. */
  readonly key: Key;
  /** Steps done so far, after each call. */
  onProgress?(step: number): void;
  readonly checkpoint?: Checkpoint | undefined;
}

export interface MinibatchEstimates {
  /** The bound on each step's minibatch, in nats, with the weights that the step began with: `[steps]`, those before the first that broke. */
  readonly estimates: Float32Array;
  /** Where training broke: at which step, counted from 1, and what is not finite. */
  readonly broken?: { readonly step: number; readonly reason: string };
  readonly parameters: number;
  readonly flopPerStep?: number;
}

/** Steps that one call runs at most: how fine progress and checkpoints are. */
const STEPS_PER_CALL = 250;

interface Progress {
  readonly stage: number;
  /** Steps done of that stage. */
  readonly done: number;
  readonly state: ReturnType<typeof initialTrainingState>;
  readonly estimates: Float32Array;
  readonly batches: BatchPosition;
}

/**
 * One training whose task changes under way, and nothing else: weights, optimiser and the bound's state go on from stage to stage, as in the staircases
 * of Poole et al. 2019 and of Song and Ermon 2020. There is no selection and no evaluation: what it gives is what each minibatch reads.
 */
export async function trainThroughStages(plan: StagedTraining): Promise<MinibatchEstimates> {
  const { engine, bound, optimizer, stages, checkpoint, batchSize, references } = plan;
  const [first] = stages;
  const { dimX, dimY } = first.train.kind === 'fresh' ? first.train : first.train.pairs;
  const model = createModel(criticOf(bound, plan.critic), bound, dimX, dimY, plan.initKey);
  const shape = { batchSize, references };
  const sourceOf = (stage: number) => {
    const batches = planBatches(model, stages[stage], shape, STEPS_PER_CALL);
    return { ...createBatchSource(stages[stage], batches, foldIn(plan.key, stage)), ...batches };
  };
  const total = stages.reduce((sum, { steps }) => sum + steps, 0);
  const kept = checkpoint?.restore() as Progress | undefined;
  const estimates = new Float32Array(total);
  let state = kept?.state ?? initialTrainingState(model, optimizer);
  let ran = kept?.estimates.length ?? 0;
  if (kept) estimates.set(kept.estimates);
  const { step, example } = createTrainingStep(model, optimizer, { poolSize: sourceOf(0).poolSize, ...shape });
  const program = await engine.compile(step, example, { subject: `critic ${model.critic.id}` });
  const facts = {
    parameters: model.layout.total,
    ...(program.flopPerStep === undefined ? {} : { flopPerStep: program.flopPerStep }),
  };
  const brokenOff = (steps: number, reason: string): MinibatchEstimates => ({
    ...facts,
    estimates: estimates.slice(0, ran + steps),
    broken: { step: ran + steps + 1, reason },
  });
  try {
    for (let stage = kept?.stage ?? 0; stage < stages.length; stage++) {
      const source = sourceOf(stage);
      let done = 0;
      if (kept?.stage === stage) {
        source.moveTo(kept.batches);
        done = kept.done;
      }
      while (done < stages[stage].steps) {
        const steps = Math.min(source.stepsPerCall, stages[stage].steps - done);
        const result = await program.run(state, source.next(steps), steps);
        state = result.state as typeof state;
        const values = result.outputs.estimate.data as Float32Array;
        estimates.set(values, ran);
        const at = values.findIndex((value) => !Number.isFinite(value));
        if (at >= 0) return brokenOff(at, 'the minibatch estimate is not finite');
        const frozen = overflown(state);
        if (frozen) return brokenOff(steps - 1, `${frozen} is not finite`);
        done += steps;
        ran += steps;
        plan.onProgress?.(ran);
        checkpoint?.offer(
          (): Progress => ({ stage, done, state, estimates: estimates.slice(0, ran), batches: source.position() }),
        );
      }
    }
    return { ...facts, estimates };
  } finally {
    await program.dispose();
  }
}
