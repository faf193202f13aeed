import type { Critic } from '@minebench/core';
import { StepError } from '@minebench/engine';
import type { Tensor } from '@tensorflow/tfjs';

/**
 * A critic's scores, if they are what a critic gives: one number a pair. Any other shape would be read as if it were, and give a number that means nothing.
 * @throws StepError which names the critic, what it returned and what to do
 */
export function requireScores<T extends Tensor>(critic: Critic, scores: T, shape: readonly number[]): T {
  const method = shape.length === 1 ? 'score' : 'scoreProduct';
  const of = `critic ${critic.id}: ${method}`;
  const expected = shape.length === 1 ? 'one score a pair' : 'one score for every x with every y';
  if (!Array.isArray(scores?.shape)) throw new StepError(`${of} returns no tensor; return ${expected}, [${shape}]`);
  if (scores.shape.join() !== shape.join()) {
    throw new StepError(
      `${of} returns [${scores.shape.join(', ')}] where ${expected}, [${shape.join(', ')}], is expected; ${remedy(scores, shape)}`,
    );
  }
  if (scores.dtype !== 'float32') throw new StepError(`${of} returns ${scores.dtype}; cast the scores to float32`);
  return scores;
}

function remedy(scores: Tensor, [count, ...rest]: readonly number[]): string {
  if (scores.shape[0] !== count || rest.length > 0) return 'do not reduce over pairs';
  return scores.size === count ? `reshape it to [${count}]` : 'sum over its other axes';
}
