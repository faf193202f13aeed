import { combinations, InputError, type Located, type SweepFields, valuesOf } from '@minebench/core';
import { createChoice, kinds, type ResolvedChoice, resolveChoice } from '../../experiment/choices.ts';
import { isFileName } from '../../loading/user-file.ts';
import { requireArrayLength } from '../array-length.ts';

/** Options of tasks that a sweep may give beside the task. */
const SHORTHANDS = ['dimension', 'rho', 'mi'] as const;

const optional = (located: readonly Located[]): (Located | undefined)[] =>
  located.length > 0 ? [...located] : [undefined];

/** The same problem, with the place in the sweep where the option was given. */
function relocate(error: unknown, given: ReadonlyMap<string, Located>): unknown {
  if (!(error instanceof InputError)) return error;
  const option = error.problem.argument.split('.').at(-1)!;
  const place = given.get(option);
  return place ? new InputError({ ...error.problem, argument: place.path }) : error;
}

/** Options by which tasks call their dimensions: known before a task is made, which may itself need room for them. */
const DIMENSIONS = ['dimension', 'dimX', 'dimY'];

async function completeTask(
  task: Located,
  given: ReadonlyMap<string, Located>,
  baseUrl: string,
  pairs: readonly Located<number>[],
): Promise<ResolvedChoice> {
  const options = Object.fromEntries([...given].map(([name, { value }]) => [name, value]));
  const base = typeof task.value === 'string' ? { [isFileName(task.value) ? 'file' : 'id']: task.value } : task.value;
  for (const [name, { path, value }] of given) {
    if (typeof base === 'object' && base !== null && name in base)
      throw new InputError({
        argument: path,
        value,
        problem: `is given as ${task.path}.${name} too`,
        remedy: 'give it once',
      });
  }
  const choice = typeof base === 'object' && base !== null ? { ...base, ...options } : base;
  try {
    const resolved = await resolveChoice(kinds.task, choice, baseUrl, task.path);
    for (const option of DIMENSIONS) {
      const value = resolved[option];
      const at = given.get(option)?.path ?? `${task.path}.${option}`;
      if (typeof value === 'number') for (const part of pairs) requireArrayLength({ value, path: at }, part);
    }
    // Options that contradict each other show when the task is made.
    const { dimX, dimY } = await createChoice(kinds.task, resolved, baseUrl, task.path);
    const dimension = { value: Math.max(dimX, dimY), path: `the dimension of ${task.path}` };
    for (const part of pairs) requireArrayLength(dimension, part);
    return resolved;
  } catch (error) {
    throw relocate(error, given);
  }
}

/**
 * Every combination of task, dimension and rho or mi of a sweep, complete.
 * @param pairs - how many pairs cells of the sweep draw at once, and where that is said
 * @throws InputError with the place in the sweep
 */
export async function taskGrid(
  sweep: SweepFields,
  path: string,
  baseUrl: string,
  pairs: readonly Located<number>[],
): Promise<ResolvedChoice[]> {
  const named = valuesOf(sweep, 'task', path);
  if (named.length === 0)
    throw new InputError({
      argument: `${path}.task`,
      problem: 'is missing',
      remedy: `use one of ${kinds.task.registry.entries.map(({ id }) => id).join(', ')}`,
    });
  const options = SHORTHANDS.map((field) => optional(valuesOf(sweep, field, path)));
  const complete: ResolvedChoice[] = [];
  for (const [task, ...values] of combinations<(Located | undefined)[]>(named, ...options)) {
    const given = new Map(
      SHORTHANDS.flatMap((field, index) => (values[index] ? [[field, values[index]] as const] : [])),
    );
    complete.push(await completeTask(task!, given, baseUrl, pairs));
  }
  return complete;
}
