import type { CellPlan, Json, JsonObject } from '@minebench/core';

/** Numbers of a task that its samples' shapes depend on. */
const SIZES = new Set(['dimension', 'dimX', 'dimY', 'symbols', 'pairs', 'copies', 'length', 'image']);

/** A choice with its numbers left out, wherever they stand alone; lists of numbers are widths. */
function withoutNumbers(choice: Json | undefined, keep: ReadonlySet<string> = new Set()): Json {
  if (typeof choice !== 'object' || choice === null) return choice ?? null;
  if (Array.isArray(choice))
    return choice.map((part: Json) => (typeof part === 'number' ? part : withoutNumbers(part, keep)));
  return Object.fromEntries(
    Object.entries(choice).map(([name, value]) => [
      name,
      typeof value === 'number' && !keep.has(name) ? null : withoutNumbers(value, keep),
    ]),
  );
}

/**
 * What estimates have in common that can be trained as one program: all but seeds, numbers of the task (rho) and numbers of bound and optimiser (a
 * learning rate). A number that changes shapes after all costs no more than a program of its own.
 */
export function estimateReplicaKey({ params }: CellPlan): JsonObject | undefined {
  const { task, estimator, ...sizes } = params;
  const { kind, bound, optimizer, ...rest } = estimator as JsonObject;
  // A classical estimator trains nothing.
  if (kind !== 'neural') return undefined;
  return {
    ...sizes,
    ...rest,
    task: withoutNumbers(task, SIZES),
    bound: withoutNumbers(bound),
    optimizer: withoutNumbers(optimizer),
  };
}
