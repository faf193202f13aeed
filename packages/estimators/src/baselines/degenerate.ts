import { type Estimate, type FailedEstimate, InputError, type Pairs } from '@minebench/core';
import { type Points, pointsOfX, pointsOfY } from './points.ts';

export const constantColumn = (name: 'x' | 'y', axis: number, value: number): InputError =>
  new InputError({
    argument: `column ${axis} of ${name}`,
    value,
    problem: 'is constant',
    remedy: 'remove it: a constant tells nothing',
  });

/** Throws `InputError` at the first coordinate that has the same value in every row. */
export function requireVarying(pairs: Pairs): void {
  const parts: ['x' | 'y', Points][] = [
    ['x', pointsOfX(pairs)],
    ['y', pointsOfY(pairs)],
  ];
  for (const [name, { dim, values }] of parts) {
    for (let axis = 0; axis < dim; axis++) {
      if (values.every((value, at) => at % dim !== axis || value === values[axis])) {
        throw constantColumn(name, axis, values[axis]);
      }
    }
  }
}

/** An estimate whose `InputError`s are about the sample, not about the call: they become its reason to fail. */
export async function failedWhereDegenerate(estimate: () => Promise<Estimate>): Promise<Estimate> {
  try {
    return await estimate();
  } catch (error) {
    if (error instanceof InputError) return { status: 'failed', reason: error.message } satisfies FailedEstimate;
    throw error;
  }
}
