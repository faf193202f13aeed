import { entry, parse, type Task } from '@minebench/core';
import { z } from 'zod';
import { gaussianCovariance } from './gaussian-covariance.ts';

export interface MultinormalSparseOptions {
  readonly dimX: number;
  readonly dimY: number;
  /** How many coordinates of X interact with one of Y each: the first ones; 2 where absent. */
  readonly pairs?: number | undefined;
  /** Of the signal that the two of a pair share, relative to their own noise; 2 where absent. */
  readonly strength?: number | undefined;
}

const whole = 'give a positive whole number';
const signal = 'give a number above 0';
const schema = z
  .strictObject({
    dimX: z.number(whole).int(whole).positive(whole).default(3),
    dimY: z.number(whole).int(whole).positive(whole).default(3),
    pairs: z.number(whole).int(whole).positive(whole).default(2),
    strength: z.number(signal).positive(signal).default(2),
  })
  .refine(({ dimX, dimY, pairs }) => pairs <= Math.min(dimX, dimY), {
    path: ['pairs'],
    message: 'give at most as many pairs as X or Y has dimensions',
  });

/**
 * Standard normal coordinates, of which the first few of X are correlated each with its own of Y, by strength^2 / (1 + strength^2); all else is noise:
 * I = -(pairs / 2) log(1 - correlation^2).
 * @throws InputError where a number is outside its domain, or there are more pairs than coordinates
 */
export function multinormalSparse(options: MultinormalSparseOptions): Task {
  const { dimX, dimY, pairs, strength } = parse(schema, options as z.output<typeof schema>, 'multinormalSparse');
  const size = dimX + dimY;
  const correlation = (strength * strength) / (1 + strength * strength);
  const covariance = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) =>
      i === j ? 1 : Math.abs(i - j) === dimX && Math.min(i, j) < pairs ? correlation : 0,
    ),
  );
  return {
    ...gaussianCovariance({ dimX, dimY, covariance }, 'strength'),
    id: `multinormal-sparse(dimX=${dimX}, dimY=${dimY}, pairs=${pairs}, strength=${strength})`,
  };
}

export const multinormalSparseTask = entry({
  id: 'multinormal-sparse',
  summary: 'normal, a few coordinates correlated in pairs: information hidden among noise',
  options: schema,
  create: multinormalSparse,
});
