import type { Critic, Params } from '@minebench/core';
import { StepError } from '@minebench/engine';

/**
 * What a critic's `init` gave, if there is something in it to train, and all of it can be: parameters are one vector of float32.
 * @throws StepError which names the critic, the parameter and what to do
 */
export function requireParameters(critic: Critic, params: Params): Params {
  const of = `critic ${critic.id}: init`;
  if (typeof params !== 'object' || params === null)
    throw new StepError(`${of} returns ${params}; return an object of tensors`);
  for (const [name, tensor] of Object.entries(params)) {
    if (!Array.isArray(tensor?.shape)) throw new StepError(`${of} gives ${name} as no tensor; give a float32 tensor`);
    if (tensor.dtype !== 'float32')
      throw new StepError(`${of} gives ${name} as ${tensor.dtype}; cast it to float32, or make a constant in score`);
  }
  if (Object.values(params).every(({ size }) => size === 0))
    throw new StepError(`${of} gives no weights, so there is nothing to train; give at least one`);
  return params;
}
