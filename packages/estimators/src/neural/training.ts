import type {
  Checkpoint,
  Curve,
  CurvePoint,
  Engine,
  NdArray,
  Optimizer,
  Protocol,
  SelectionTrace,
} from '@minebench/core';
import { StepError } from '@minebench/engine';
import type { BatchPosition, BatchSource } from './batches.ts';
import type { Model } from './model.ts';
import { overflown } from './overflown.ts';
import type { Look } from './reader.ts';
import { createTrainingStep, initialTrainingState, type TrainingShape } from './training-step.ts';

export interface TrainingPlan {
  readonly engine: Engine;
  readonly model: Model;
  readonly optimizer: Optimizer;
  readonly shape: TrainingShape;
  readonly source: BatchSource;
  readonly stepsPerCall: number;
  readonly protocol: Protocol;
  /** The bound in nats on the selection part with the given weights, and what disqualifies it. */
  select(params: NdArray): Promise<JudgedLook>;
  onProgress?(point: CurvePoint): void;
  readonly checkpoint?: Checkpoint | undefined;
}

/** A look at the selection part. */
export interface JudgedLook extends Look {
  /** Why the value cannot be an estimate; continues the sentence "the selection estimate". */
  readonly problem?: string | undefined;
}

interface History {
  readonly minibatch: Curve;
  readonly selection: SelectionTrace;
}

export interface Trained extends History {
  readonly status: 'trained';
  /** The weights of the best look at the selection part. */
  readonly params: NdArray;
  readonly stepsRun: number;
  readonly minibatchAverage: number;
  readonly maxOverSelection: number;
  readonly flopPerStep?: number;
}

export interface TrainingDiverged extends History {
  readonly status: 'diverged';
  readonly reason: string;
  readonly step: number;
}

/**
 * Trains until the protocol's steps are done, or until the selection part has not improved for `patience` looks, and gives back the weights of the
 * best look. A number that is not finite, or beyond what the selection part can show, ends it as diverged, at the step where it appeared.
 * @throws StepError where the first interval moves no weight
 */
export async function trainCritic(plan: TrainingPlan): Promise<Trained | TrainingDiverged> {
  const { engine, model, optimizer, shape, source, protocol } = plan;
  const { step, example } = createTrainingStep(model, optimizer, shape);
  const program = await engine.compile(step, example, { subject: `critic ${model.critic.id}` });
  try {
    const trained = await run(
      plan,
      (state, steps) => program.run(state, source.next(steps), steps),
      initialTrainingState(model, optimizer),
      protocol,
    );
    const { flopPerStep } = program;
    return trained.status === 'trained' && flopPerStep !== undefined ? { ...trained, flopPerStep } : trained;
  } finally {
    await program.dispose();
  }
}

type State = Readonly<Record<string, NdArray>>;
type Advance = (state: State, steps: number) => Promise<{ readonly state: State; readonly outputs: State }>;

interface Trace {
  readonly step: number[];
  readonly nats: number[];
  readonly criterion: number[];
  /** Empty for a bound without references. */
  readonly constant: number[];
}

/** Everything that the rest of a training depends on, between two calls: what a checkpoint keeps, with the place in the batches. */
interface Progress {
  state: State;
  /** Steps up to the last look. */
  done: number;
  /** Minibatch estimates since then. */
  estimates: number[];
  readonly curve: { readonly step: number[]; readonly mean: number[]; readonly standardDeviation: number[] };
  readonly trace: Trace;
  best: { readonly step: number; readonly criterion: number; readonly params: NdArray };
  looksSinceBest: number;
}

type Kept = Progress & { readonly batches: BatchPosition };

const beginning = (initial: State, { nats, criterion, constant }: Look): Progress => ({
  state: initial,
  done: 0,
  estimates: [],
  curve: { step: [], mean: [], standardDeviation: [] },
  trace: { step: [0], nats: [nats], criterion: [criterion], constant: constant === undefined ? [] : [constant] },
  best: { step: 0, criterion, params: initial.params },
  looksSinceBest: 0,
});

async function run(
  plan: TrainingPlan,
  advance: Advance,
  initial: State,
  protocol: Protocol,
): Promise<Trained | TrainingDiverged> {
  const { model, source, checkpoint } = plan;
  const kept = checkpoint?.restore() as Kept | undefined;
  const first = kept ? undefined : await plan.select(initial.params);
  const at: Progress = kept ?? beginning(initial, first!);
  const { curve, trace } = at;
  const history = (): History => ({ minibatch: curve, selection: selectionTrace(trace, at.best.step) });
  const diverged = (reason: string, step: number): TrainingDiverged => ({
    status: 'diverged',
    reason,
    step,
    ...history(),
  });
  if (first?.problem) return diverged(`the selection estimate ${first.problem}`, 0);
  if (kept) {
    source.moveTo(kept.batches);
    for (const [k, step] of curve.step.entries())
      plan.onProgress?.({ step, minibatch: curve.mean[k], selection: trace.nats[k + 1] });
  }

  while (at.done < protocol.steps && at.looksSinceBest < protocol.patience) {
    const interval = Math.min(protocol.selectEvery, protocol.steps - at.done);
    while (at.estimates.length < interval) {
      const result = await advance(at.state, Math.min(plan.stepsPerCall, interval - at.estimates.length));
      at.state = result.state;
      at.estimates.push(...(result.outputs.estimate.data as Float32Array));
      checkpoint?.offer((): Kept => ({ ...at, batches: source.position() }));
    }
    const broken = at.estimates.findIndex((estimate) => !Number.isFinite(estimate));
    if (broken >= 0) return diverged('the minibatch estimate is not finite', at.done + broken + 1);
    at.done += interval;
    appendInterval(curve, at.done, at.estimates);
    at.estimates = [];
    const frozen = overflown(at.state);
    if (frozen) return diverged(`${frozen} is not finite`, at.done);
    const { params } = at.state;
    if (at.done === interval) requireMoved(model.critic.id, initial.params, params, at.done);
    const { nats, criterion, constant, problem } = await plan.select(params);
    trace.step.push(at.done);
    trace.nats.push(nats);
    trace.criterion.push(criterion);
    if (constant !== undefined) trace.constant.push(constant);
    if (problem) return diverged(`the selection estimate ${problem}`, at.done);
    at.looksSinceBest = criterion > at.best.criterion ? 0 : at.looksSinceBest + 1;
    if (criterion > at.best.criterion) at.best = { step: at.done, criterion, params };
    plan.onProgress?.({ step: at.done, minibatch: curve.mean.at(-1)!, selection: nats });
  }
  return {
    status: 'trained',
    params: at.best.params,
    stepsRun: at.done,
    minibatchAverage: curve.mean.at(-1)!,
    maxOverSelection: trace.nats.reduce((most, nats) => Math.max(most, nats)),
    ...history(),
  };
}

/** The trace as records hold it: the criterion only where it is not the estimate, the constant where there is one. */
function selectionTrace({ criterion, constant, ...trace }: Trace, bestStep: number): SelectionTrace {
  const differs = criterion.some((value, look) => !Object.is(value, trace.nats[look]));
  return { ...trace, ...(differs ? { criterion } : {}), ...(constant.length > 0 ? { constant } : {}), bestStep };
}

/** Operations such as floor or argMax have a gradient, which is zero: training with them alone would end without a word, at the initial weights. */
function requireMoved(critic: string, before: NdArray, after: NdArray, steps: number): void {
  if (after.data.some((weight, k) => weight !== before.data[k])) return;
  throw new StepError(
    `critic ${critic}: no weight has moved in ${steps} steps; build the scores from operations whose gradient is not zero everywhere, or raise the learning rate`,
  );
}

function appendInterval(
  curve: { step: number[]; mean: number[]; standardDeviation: number[] },
  step: number,
  estimates: number[],
): void {
  const mean = estimates.reduce((sum, value) => sum + value, 0) / estimates.length;
  const squares = estimates.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  curve.step.push(step);
  curve.mean.push(mean);
  curve.standardDeviation.push(estimates.length > 1 ? Math.sqrt(squares / (estimates.length - 1)) : 0);
}
