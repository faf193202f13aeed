import { InputError, parse, type SweepFields, valuesOf } from '@minebench/core';
import { z } from 'zod';

const naturalText = (least: number) => `give an integer of at least ${least}`;

/** A whole number of at least `least`. */
export const wholeNumber = (least: number): z.ZodType<number> =>
  z.int(naturalText(least)).min(least, naturalText(least));

/**
 * The values of a field, each checked; the fallback where the sweep does not have it.
 * @throws InputError with the path of the first wrong value, or where there is neither a value nor a fallback
 */
export function sweptValues<T>(
  sweep: SweepFields,
  field: string,
  path: string,
  schema: z.ZodType<T>,
  fallback?: T,
): T[] {
  const given = valuesOf(sweep, field, path).map(({ value, path: at }) => parse(schema, value, at));
  if (given.length > 0) return given;
  if (fallback !== undefined) return [fallback];
  throw new InputError({ argument: `${path}.${field}`, problem: 'is missing', remedy: 'give a value, or a list' });
}
