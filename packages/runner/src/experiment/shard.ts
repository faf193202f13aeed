import { InputError } from '@minebench/core';
import type { PlannedCell } from './plan.ts';

/**
 * The cells that one of `count` hosts claims: the dearest first, dealt out one at a time, so that every shard costs about the same. A plain function of the whole
 * plan, records or none: hosts that never speak to each other share the cells out without a cell left over or claimed twice.
 *
 * @param cells - of the whole plan
 * @param index - of the host, from 0: a Slurm array's index
 * @throws InputError where there is no such shard
 */
export function shardOfCells(cells: readonly PlannedCell[], index: number, count: number): PlannedCell[] {
  if (!Number.isSafeInteger(count) || count < 1)
    throw new InputError({ argument: 'count', value: count, problem: 'is no positive integer', remedy: 'give one' });
  if (!Number.isSafeInteger(index) || index < 0 || index >= count)
    throw new InputError({
      argument: 'index',
      value: index,
      problem: `is no shard of ${count}`,
      remedy: `give one from 0 to ${count - 1}`,
    });
  return dearestFirst(cells).filter((_, position) => position % count === index);
}

/** Cells by their cost; those of the same cost stay in the order of the plan. */
export const dearestFirst = <T extends Pick<PlannedCell, 'cost'>>(cells: readonly T[]): T[] =>
  [...cells].sort((a, b) => b.cost - a.cost);
