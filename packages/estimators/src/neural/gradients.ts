import { StepError, tf } from '@minebench/engine';
import type { Scalar, Tensor } from '@tensorflow/tfjs';
import type { Model } from './model.ts';

/**
 * Gradients of the objective by every parameter, in the layout's order: `tf.valueAndGrads`, but a parameter without one is called by its name.
 * @throws StepError where the scores use an operation without a gradient, or a parameter has no part in them
 */
export function gradients({ critic, layout }: Model, objective: () => Scalar, pieces: Tensor[]): Tensor[] {
  const grads = differentiate(critic.id, objective, pieces);
  const absent = layout.names.filter((_, k) => !grads[k]);
  if (absent.length > 0) {
    throw new StepError(
      `critic ${critic.id}: no gradient reaches ${absent.join(', ')}; use it in the scores, or leave it out of init`,
    );
  }
  return grads;
}

function differentiate(id: string, objective: () => Scalar, pieces: Tensor[]): Tensor[] {
  try {
    return tf.engine().gradients(objective, pieces, undefined, true).grads;
  } catch (error) {
    const kernel = /gradient function not found for (\w+)/.exec(String(error))?.[1];
    if (!kernel) throw error;
    throw new StepError(`critic ${id} uses ${kernel}, which has no gradient; use operations that have one`);
  }
}
