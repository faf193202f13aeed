import { InputError } from '@minebench/core';
import { createChoice, kinds, type ResolvedChoice, resolveChoice } from '../../experiment/choices.ts';
import { combinations, type Located, type SweepFields, valuesOf } from '../../experiment/grid.ts';
import { isFileName } from '../../loading/user-file.ts';

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

async function completeTask(
  task: Located,
  given: ReadonlyMap<string, Located>,
  baseUrl: string,
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
    // Options that contradict each other show when the task is made.
    await createChoice(kinds.task, resolved, baseUrl, task.path);
    return resolved;
  } catch (error) {
    throw relocate(error, given);
  }
}

/**
 * Every combination of task, dimension and rho or mi of a sweep, complete.
 * @throws InputError with the place in the sweep
 */
export async function taskGrid(sweep: SweepFields, path: string, baseUrl: string): Promise<ResolvedChoice[]> {
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
    complete.push(await completeTask(task!, given, baseUrl));
  }
  return complete;
}
