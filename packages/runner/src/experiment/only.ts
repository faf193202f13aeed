import { InputError, type Json, suggestion } from '@minebench/core';
import { cellLeaves, leafText } from './leaves.ts';
import type { PlannedCell } from './plan.ts';

/** Leaves of a cell under each of the names they go by: `params.task.rho`, `task.rho` and `rho`; `bound.id` also as `bound`. */
const namedLeaves = ({ name, cell }: PlannedCell): [string, Json][] => [
  ['cell', name],
  ...cellLeaves(cell).flatMap(([path, value]) =>
    (path.at(-1) === 'id' ? [path, path.slice(0, -1)] : [path]).flatMap((parts) =>
      parts.map((_, start): [string, Json] => [parts.slice(start).join('.'), value]),
    ),
  ),
];

const holds = (leaf: Json, wanted: string, field: string): boolean =>
  field === 'cell'
    ? leafText(leaf).startsWith(wanted)
    : leafText(leaf) === wanted || (typeof leaf === 'number' && wanted.trim() !== '' && Number(wanted) === leaf);

/**
 * Cells that match a filter: `field=value` conditions joined by commas, all of which must hold. A field goes by its name (`rho`, `bound`, `dataSeed`) or a longer
 * path (`task.rho`); `cell=ab12` takes cells by the beginning of their name.
 * @throws InputError where a condition has no value, names no field of any cell, or nothing matches
 */
export function selectCells(cells: readonly PlannedCell[], filter: string): PlannedCell[] {
  const leaves = new Map(cells.map((cell) => [cell, namedLeaves(cell)]));
  const known = [...new Set([...leaves.values()].flatMap((all) => all.map(([field]) => field)))];
  const conditions = filter.split(',').map((condition) => {
    const split = condition.indexOf('=');
    const field = condition.slice(0, Math.max(split, 0)).trim();
    if (split <= 0)
      throw new InputError({
        argument: '--only',
        value: condition,
        problem: 'is no condition',
        remedy: 'write field=value, as in --only bound=dv,rho=0.8',
      });
    if (!known.includes(field))
      throw new InputError({
        argument: '--only',
        value: field,
        problem: 'is no field of these cells',
        remedy: suggestion(field, shortFirst(known)),
      });
    return { field, wanted: condition.slice(split + 1).trim() };
  });
  const chosen = cells.filter((cell) =>
    conditions.every(({ field, wanted }) =>
      leaves.get(cell)!.some(([name, value]) => name === field && holds(value, wanted, field)),
    ),
  );
  if (chosen.length === 0)
    throw new InputError({
      argument: '--only',
      value: filter,
      problem: `matches none of the ${cells.length} cells`,
      remedy: 'loosen it',
    });
  return chosen;
}

const shortFirst = (fields: readonly string[]): string[] => [
  ...fields.filter((field) => !field.includes('.')),
  ...fields.filter((field) => field.includes('.')),
];
