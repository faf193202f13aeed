import { oneLine } from '@minebench/core';
import { cellLeaves, leafText } from './leaves.ts';
import type { PlannedCell } from './plan.ts';

/** Parts of a path that say nothing to a reader: `params.estimator.bound.id` is the bound. */
const SILENT = new Set(['params', 'estimator', 'task', 'id', 'references']);

const spoken = (path: readonly string[]): string => path.filter((part) => !SILENT.has(part)).join('.') || path.at(-2)!;

const fieldsOf = ({ cell }: PlannedCell): { readonly field: string; readonly text: string }[] =>
  cellLeaves(cell)
    .filter(([path]) => path[0] !== 'code')
    .map(([path, value]) => ({ field: spoken(path), text: leafText(value) }));

/** A few words for each cell of a plan. */
export interface CellLabels {
  /** The fields by which the cells of the plan differ, on one line, as in `rho=0.8 bound=dv dataSeed=1`. */
  of(name: string): string;
}

/** Looks through the plan once for the fields that differ; a label is put together when it is asked for, so that a plan of a million cells needs no million texts. */
export function cellLabels(cells: readonly PlannedCell[]): CellLabels {
  const seen = new Map<string, { readonly first: string; count: number; varies: boolean }>();
  const byName = new Map<string, PlannedCell>();
  for (const cell of cells) {
    byName.set(cell.name, cell);
    for (const { field, text } of fieldsOf(cell)) {
      const known = seen.get(field);
      if (!known) seen.set(field, { first: text, count: 1, varies: false });
      else {
        known.count++;
        known.varies ||= text !== known.first;
      }
    }
  }
  const varies = (field: string): boolean => {
    const known = seen.get(field)!;
    return known.varies || known.count < cells.length;
  };
  return {
    of(name) {
      const fields = fieldsOf(byName.get(name)!).filter(({ field }) => varies(field));
      return oneLine(fields.map(({ field, text }) => `${field}=${text}`).join(' ')) || name.slice(0, 12);
    },
  };
}
