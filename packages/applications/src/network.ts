import type { Key, NamedTensors, NdArray, Optimizer } from '@minebench/core';
import { namesWithin, prefixNames } from '@minebench/core';
import { StepError, tf } from '@minebench/engine';
import {
  applyMlp,
  initialParameters,
  initMlp,
  joinParameters,
  type MlpOptions,
  nameParameters,
  type ParameterLayout,
  splitParameters,
} from '@minebench/estimators';
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';

/** A perceptron whose parameters travel as one vector. */
export interface Network {
  readonly name: string;
  readonly layout: ParameterLayout;
  readonly initial: NdArray;
  /** Its parameters, `[p]` in pieces, and rows `[b, inputs]` -> `[b, outputs]`. */
  apply(pieces: readonly Tensor[], rows: Tensor2D): Tensor2D;
}

export function createNetwork(name: string, inputs: number, options: MlpOptions, outputs: number, key: Key): Network {
  const { layout, flat } = initialParameters(() => initMlp(key, inputs, options, outputs));
  return {
    name,
    layout,
    initial: flat,
    apply: (pieces, rows) => applyMlp(nameParameters(layout, pieces), rows, options),
  };
}

/** The pieces of a network's vector of parameters. */
export const piecesOf = ({ layout }: Pick<Network, 'layout'>, params: Tensor): Tensor[] =>
  splitParameters(layout, params as Tensor1D);

/** Gradients of several objectives by one network's parameters, `[p]` each. */
export function gradientsOf(
  network: Pick<Network, 'name' | 'layout'>,
  pieces: Tensor[],
  objectives: readonly (() => Scalar)[],
): Tensor1D[] {
  return objectives.map((objective) => {
    const { grads } = tf.engine().gradients(objective, pieces, undefined, true);
    const absent = network.layout.names.filter((_, k) => !grads[k]);
    if (absent.length > 0) throw new StepError(`the ${network.name}: no gradient reaches ${absent.join(', ')}`);
    return joinParameters(grads);
  });
}

const OPTIMIZER = 'optimizer.';

/** The state of a network that trains: `params [p]` and `optimizer.*`. */
export function networkState({ initial }: Pick<Network, 'initial'>, optimizer: Optimizer): NamedTensors {
  const params = tf.tensor1d(initial.data as Float32Array);
  return { params, ...prefixNames(OPTIMIZER, optimizer.init(params)) };
}

/** One step up the gradient. */
export function climb(optimizer: Optimizer, state: NamedTensors, gradient: Tensor1D): NamedTensors {
  const next = optimizer.update(gradient, namesWithin(OPTIMIZER, state), state.params as Tensor1D);
  return { params: next.params, ...prefixNames(OPTIMIZER, next.state) };
}
