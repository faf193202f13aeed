import { createStream, foldIn, type JsonObject, type Key, type Pairs, type Task } from '@minebench/core';
import { independentDraws } from '@minebench/generators';

/** Share of joint pairs among reference pairs that are drawn within a batch of b rows: 1/b where a row may meet itself, 0 where it may not. */
export function jointShare({ mode, distinct }: JsonObject, batchSize: number): number {
  const mayMeet = mode === 'shuffle' || (mode === 'replace' && distinct !== true);
  return mayMeet ? 1 / batchSize : 0;
}

/** Draws of a mixture of P and Q. */
export interface MixtureDraws {
  /** The joint ones first: of independent draws the order says nothing. */
  readonly pairs: Pairs;
  /** How many of them are joint. */
  readonly joint: number;
}

const joined = (a: Float64Array, b: Float64Array): Float64Array => {
  const all = new Float64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
};

/** `count` independent draws of share P + (1 - share) Q. */
export function drawMixture(task: Task, share: number, count: number, key: Key): MixtureDraws {
  const stream = createStream(foldIn(key, 'membership'));
  let joint = 0;
  if (share > 0) for (let k = 0; k < count; k++) if (stream.uniform() < share) joint++;
  const reference = independentDraws(task, count - joint, foldIn(key, 'product'));
  if (joint === 0) return { pairs: reference, joint };
  const { x, y } = task.sample(joint, foldIn(key, 'joint'));
  return { pairs: { ...reference, count, x: joined(x, reference.x), y: joined(y, reference.y) }, joint };
}
