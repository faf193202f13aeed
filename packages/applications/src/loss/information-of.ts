import { type NamedTensors, namesWithin } from '@minebench/core';
import {
  BOUND,
  type Model,
  nameParameters,
  opened,
  splitParameters,
  type TensorBatch,
  tensorContext,
} from '@minebench/estimators';
import type { Scalar, Tensor1D } from '@tensorflow/tfjs';

/**
 * What a model that is trained beside a critic climbs or descends: a scalar, differentiable in the batch, the critic's parameters constants to it. It is the bound's training objective,
 * whose gradient is the corrected one (MINE); of a bound that fits a density of its own (CLUB, L1Out, difference of entropies) that would be a likelihood, no information, and the
 * estimate stands in its place (Cheng et al. 2020, algorithm 1).
 * @param state - the critic's: `params [p]` and the bound's `bound.*`
 */
export function informationOf(model: Model, state: NamedTensors, batch: TensorBatch): Scalar {
  const { layout, bound } = model;
  const params = nameParameters(layout, splitParameters(layout, state.params as Tensor1D));
  const context = tensorContext(model, params, batch);
  const { objective, estimate } = opened(bound);
  return bound.critic ? estimate(context) : objective(context, namesWithin(BOUND, state) as never).value;
}
