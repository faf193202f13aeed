import { cellLeaves, leafText } from './leaves.ts';
import type { PlannedCell } from './plan.ts';

/** Parts of a path that say nothing to a reader: `params.estimator.bound.id` is the bound. */
const SILENT = new Set(['params', 'estimator', 'task', 'id', 'references']);

const spoken = (path: readonly string[]): string => path.filter((part) => !SILENT.has(part)).join('.') || path.at(-2)!;

/**
 * A few words for each cell: the fields by which the cells of this plan differ, as in `rho=0.8 bound=dv dataSeed=1`.
 */
export function cellLabels(cells: readonly PlannedCell[]): Map<string, string> {
  const values = new Map<string, Set<string>>();
  const counts = new Map<string, number>();
  const described = cells.map(({ name, cell }) => ({
    name,
    fields: cellLeaves(cell)
      .filter(([path]) => path[0] !== 'code')
      .map(([path, value]) => ({ field: spoken(path), text: leafText(value) })),
  }));
  for (const { fields } of described) {
    for (const { field, text } of fields) {
      values.set(field, (values.get(field) ?? new Set()).add(text));
      counts.set(field, (counts.get(field) ?? 0) + 1);
    }
  }
  const varies = (field: string) => values.get(field)!.size > 1 || counts.get(field)! < cells.length;
  return new Map(
    described.map(({ name, fields }) => [
      name,
      fields
        .filter(({ field }) => varies(field))
        .map(({ field, text }) => `${field}=${text}`)
        .join(' ') || name.slice(0, 12),
    ]),
  );
}
