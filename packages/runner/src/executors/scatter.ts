import { randomInt } from 'node:crypto';
import type { PlannedCell } from '../experiment/plan.ts';

/** Groups of cells in a new order, the dear ones still before the cheap, so that processes in step with each other do not stay so. */
export function scatter(groups: readonly PlannedCell[][]): PlannedCell[][] {
  const magnitude = (cells: readonly PlannedCell[]): number =>
    Math.floor(Math.log2(cells.reduce((sum, { cost }) => sum + cost, 0)));
  const drawn = new Map(groups.map((group) => [group, randomInt(2 ** 32)]));
  return [...groups].sort((a, b) => magnitude(b) - magnitude(a) || drawn.get(a)! - drawn.get(b)!);
}
