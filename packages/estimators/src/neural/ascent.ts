import { type NamedTensors, namesWithin, type Optimizer, type Params, prefixNames } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs';
import { gradients } from './gradients.ts';
import type { Model } from './model.ts';
import { type Context, opened } from './opened-bound.ts';
import { joinParameters, nameParameters, splitParameters } from './parameter-layout.ts';

const OPTIMIZER = 'optimizer.';
/** What the names of the bound's own state begin with, in the state of a model that trains. */
export const BOUND = 'bound.';

/** The state before the first step: `params [p]`, `optimizer.*` and `bound.*`. Tensors of the backend that is chosen. */
export function initialState({ initial, bound }: Model, optimizer: Optimizer): NamedTensors {
  const params = tf.tensor1d(initial.data as Float32Array);
  return {
    params,
    ...prefixNames(OPTIMIZER, optimizer.init(params)),
    ...prefixNames(BOUND, bound.initState()),
  };
}

/**
 * One step of a critic, and of its bound's own networks, towards a larger value of the bound's objective.
 * @param state - as `initialState` has it
 * @param contextOf - what the bound sees with the given parameters
 * @returns the next state, and the bound on the batch in nats before the step
 */
export function ascend(
  model: Model,
  optimizer: Optimizer,
  state: NamedTensors,
  contextOf: (params: Params) => Context,
): { readonly state: NamedTensors; readonly estimate: Scalar } {
  const { layout, bound } = model;
  const { objective: objectiveOf, estimate: estimateOf } = opened(bound);
  // What the differentiated function computes besides its value is kept beyond it and handed out as copies.
  const kept: Record<string, Tensor> = {};
  const params = state.params as Tensor1D;
  const pieces = splitParameters(layout, params);
  const objective = (): Scalar => {
    const context = contextOf(nameParameters(layout, pieces));
    const { value, state: next } = objectiveOf(context, namesWithin(BOUND, state) as never);
    for (const [name, tensor] of Object.entries(next)) kept[BOUND + name] = tf.keep(tf.clone(tensor));
    kept.estimate = tf.keep(tf.clone(estimateOf(context)));
    return value;
  };
  const grads = gradients(model, objective, pieces);
  const update = optimizer.update(joinParameters(grads), namesWithin(OPTIMIZER, state), params);
  const handedOut = Object.fromEntries(Object.entries(kept).map(([name, tensor]) => [name, tf.clone(tensor)]));
  tf.dispose(kept as never);
  const { estimate, ...boundState } = handedOut;
  return {
    state: { params: update.params, ...prefixNames(OPTIMIZER, update.state), ...boundState },
    estimate: estimate as Scalar,
  };
}
