import { foldIn, type Key, type Pairs, type Task } from '@minebench/core';

/** `count` draws from P_X x P_Y: the X of one joint sample beside the Y of another, independent one. */
export function independentDraws(task: Task, count: number, key: Key): Pairs {
  const { x } = task.sample(count, foldIn(key, 'marginal x'));
  const { y } = task.sample(count, foldIn(key, 'marginal y'));
  return { count, dimX: task.dimX, dimY: task.dimY, x, y };
}
