import { entry, parse, type Task } from '@minebench/core';
import { z } from 'zod';
import { gaussianCovariance } from './gaussian-covariance.ts';

export interface MultinormalDenseOptions {
  readonly dimX: number;
  readonly dimY: number;
  /** Correlation of any two of the dimX + dimY coordinates; .5 where absent. */
  readonly offDiagonal?: number | undefined;
}

const whole = 'give a positive whole number';
const correlation = 'give a number between -1 and 1, both excluded';
const schema = z
  .strictObject({
    dimX: z.number(whole).int(whole).positive(whole).default(2),
    dimY: z.number(whole).int(whole).positive(whole).default(2),
    offDiagonal: z.number(correlation).gt(-1, correlation).lt(1, correlation).default(0.5),
  })
  .refine(({ dimX, dimY, offDiagonal }) => offDiagonal * (dimX + dimY - 1) > -1, {
    path: ['offDiagonal'],
    message: 'give more than -1 / (dimX + dimY - 1): so many variables cannot be this negatively correlated',
  });

/**
 * Standard normal coordinates, any two of them equally correlated: every coordinate of X tells something of every one of Y.
 * @throws InputError where a dimension is no positive whole number, or no covariance has the correlation
 */
export function multinormalDense(options: MultinormalDenseOptions): Task {
  const { dimX, dimY, offDiagonal } = parse(schema, options as z.output<typeof schema>, 'multinormalDense');
  const size = dimX + dimY;
  const covariance = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => (i === j ? 1 : offDiagonal)),
  );
  return {
    ...gaussianCovariance({ dimX, dimY, covariance }, 'offDiagonal'),
    id: `multinormal-dense(dimX=${dimX}, dimY=${dimY}, offDiagonal=${offDiagonal})`,
  };
}

export const multinormalDenseTask = entry({
  id: 'multinormal-dense',
  summary: 'normal, every two coordinates correlated: information spread thinly over all of them',
  options: schema,
  create: multinormalDense,
});
