import type { NamedSpecs, Optimizer, Step, StepExample } from '@minebench/core';
import { onHost, tf } from '@minebench/engine';
import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs';
import { contextOf, gatherBatch } from './batch-context.ts';
import { type BatchLayout, type BatchShape, batchLayout, gatheredRows, noisePerStep } from './batch-layout.ts';
import { gradients } from './gradients.ts';
import type { Model } from './model.ts';
import { opened } from './opened-bound.ts';
import { joinParameters, nameParameters, splitParameters } from './parameter-layout.ts';

/** What one training step works on. */
export interface TrainingShape extends BatchShape {
  /** Rows of the pool that batches are gathered from. */
  readonly poolSize: number;
}

const OPTIMIZER = 'optimizer.';
/** What the names of the bound's own state begin with, in the state of a step. */
export const BOUND = 'bound.';

const within = (prefix: string, tensors: Readonly<Record<string, Tensor>>): Record<string, Tensor> =>
  Object.fromEntries(
    Object.entries(tensors)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );

const prefixed = (prefix: string, tensors: Readonly<Record<string, Tensor>>): Record<string, Tensor> =>
  Object.fromEntries(Object.entries(tensors).map(([name, value]) => [prefix + name, value]));

/**
 * One training step as a pure function of flat state: gather the batch, score it, differentiate the bound's objective, update.
 * State: `params [p]`, `optimizer.*`, `bound.*`. Data: `x [N, dimX]`, `y [N, dimY]`. Batch: `rowsX`, `rowsY` `[b + n']`, the joint rows first
 * (`[b]` each where the layout is not `pairs`, with `referenceX`, `referenceY` `[n']` within the batch where it is `matrix`), and `noise` where the
 * critic takes some. Output: `estimate`, the bound on the minibatch in nats.
 */
export function createTrainingStep(
  model: Model,
  optimizer: Optimizer,
  shape: TrainingShape,
): { step: Step; example: StepExample } {
  const { bound, layout } = model;
  const arrangement = batchLayout(bound, model.critic, shape);
  const { objective: objectiveOf, estimate: estimateOf } = opened(bound);
  const step: Step = (state, data, batch) => {
    const rows = gatherBatch(arrangement, data, batch);
    // What the differentiated function computes besides its value is kept beyond it and handed out as copies.
    const kept: Record<string, Tensor> = {};
    const pieces = splitParameters(layout, state.params as Tensor1D);
    const objective = (): Scalar => {
      const context = contextOf(model, arrangement, shape, nameParameters(layout, pieces), rows);
      const { value, state: next } = objectiveOf(context, within(BOUND, state) as never);
      for (const [name, tensor] of Object.entries(next)) kept[BOUND + name] = tf.keep(tf.clone(tensor));
      kept.estimate = tf.keep(tf.clone(estimateOf(context)));
      return value;
    };
    const grads = gradients(model, objective, pieces);
    const update = optimizer.update(joinParameters(grads), within(OPTIMIZER, state), state.params as Tensor1D);
    const handedOut = Object.fromEntries(Object.entries(kept).map(([name, tensor]) => [name, tf.clone(tensor)]));
    tf.dispose(kept as never);
    const { estimate, ...boundState } = handedOut;
    return {
      state: { params: update.params, ...prefixed(OPTIMIZER, update.state), ...boundState },
      outputs: { estimate },
    };
  };
  return { step, example: trainingExample(model, optimizer, shape, arrangement) };
}

function trainingExample(model: Model, optimizer: Optimizer, shape: TrainingShape, layout: BatchLayout): StepExample {
  const { poolSize, references } = shape;
  const noise = noisePerStep(model.bound, model.critic, shape);
  const float = (...lengths: number[]) => ({ dtype: 'float32' as const, shape: lengths });
  const rows = (length: number) => ({ dtype: 'int32' as const, shape: [length] });
  const gathered = gatheredRows(layout, shape);
  return {
    state: specsOf(initialTrainingState(model, optimizer)),
    data: { x: float(poolSize, model.dimX), y: float(poolSize, model.dimY) },
    batch: {
      rowsX: rows(gathered),
      rowsY: rows(gathered),
      ...(layout === 'matrix' ? { referenceX: rows(references.size), referenceY: rows(references.size) } : {}),
      ...(noise > 0 ? { noise: float(noise) } : {}),
    },
  };
}

const specsOf = (arrays: NamedSpecs): NamedSpecs =>
  Object.fromEntries(Object.entries(arrays).map(([name, { dtype, shape }]) => [name, { dtype, shape }]));

/** The state before the first step. */
export function initialTrainingState(model: Model, optimizer: Optimizer) {
  return onHost(() => {
    const params = tf.tensor1d(model.initial.data as Float32Array);
    const tensors = {
      params,
      ...prefixed(OPTIMIZER, optimizer.init(params)),
      ...prefixed(BOUND, model.bound.initState()),
    };
    return Object.fromEntries(
      Object.entries(tensors).map(([name, tensor]) => [
        name,
        { dtype: tensor.dtype as 'float32', shape: [...tensor.shape], data: tensor.dataSync().slice() as Float32Array },
      ]),
    );
  });
}
