import { z } from 'zod';
import type { JsonObject } from '../contracts/json.ts';
import type { Choice, Registry } from '../registry.ts';
import { parse } from '../validation.ts';
import { type Located, type SweepFields, valuesOf } from './grid.ts';

const locatedValues = (sweep: SweepFields, field: string, path: string, missing: unknown): Located[] => {
  const given = valuesOf(sweep, field, path);
  return given.length > 0 ? given : [{ value: missing, path: `${path}.${field}` }];
};

/**
 * Every value of a field, checked; `missing` where the sweep does not have the field, which is an error where the schema does not take it.
 * @throws InputError with the path of the first value that does not fit
 */
export const sweptValues = <T>(
  schema: z.ZodType<T>,
  sweep: SweepFields,
  field: string,
  path: string,
  missing?: unknown,
): T[] => locatedValues(sweep, field, path, missing).map(({ value, path: at }) => parse(schema, value, at));

const choice = z.union([z.string(), z.looseObject({ id: z.string() })], 'give a name, or an object with an id');

/**
 * Every choice of a field, with its defaults filled in; `missing` where the sweep does not have the field.
 * @throws InputError for an unknown name or a wrong option
 */
export const sweptChoices = <T>(
  registry: Registry<T>,
  sweep: SweepFields,
  field: string,
  path: string,
  missing?: Choice,
): JsonObject[] =>
  locatedValues(sweep, field, path, missing).map(
    ({ value, path: at }) => registry.resolve(parse(choice, value, at) as Choice, at) as JsonObject,
  );
