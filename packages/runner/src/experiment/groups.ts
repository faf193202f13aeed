import { canonicalJson, VMAP } from '@minebench/core';
import type { PlannedCell } from './plan.ts';

/** Cells in one program where nothing else is said: their samples are in memory together. */
export const CELLS_PER_PROGRAM = 16;

/**
 * Cells that are run together, `most` at most, in the order of the first of each group: on an engine whose id ends with `+vmap`, those that their procedure says differ
 * in seeds and numbers alone. Every other cell is a group by itself.
 */
export function groupCells(cells: readonly PlannedCell[], most: number): PlannedCell[][] {
  const groups: PlannedCell[][] = [];
  const open = new Map<string, PlannedCell[]>();
  for (const cell of cells) {
    const key = replicaKey(cell);
    const group = key === undefined ? undefined : open.get(key);
    if (group && group.length < most) {
      group.push(cell);
      continue;
    }
    const begun = [cell];
    groups.push(begun);
    if (key !== undefined) open.set(key, begun);
  }
  return groups;
}

function replicaKey({ cell, procedure, files }: PlannedCell): string | undefined {
  const { engine, code, protocol } = cell;
  const key = engine.endsWith(VMAP) ? procedure.replicaKey?.({ ...cell, files }) : undefined;
  return key && canonicalJson([procedure.id, engine, code, protocol, [...files], key]);
}
