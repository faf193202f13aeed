import {
  combinations,
  InputError,
  type JsonObject,
  type Located,
  parse,
  type SweepFields,
  valuesOf,
} from '@minebench/core';
import { createReferences, type ReferenceMode } from '@minebench/generators';
import { z } from 'zod';

/** Training sample, batch and references that fit each other. */
export interface Sizes {
  readonly n: number | 'fresh';
  readonly batchSize: number;
  readonly references: JsonObject;
}

const positive = z.int('give a positive integer').min(1, 'give a positive integer');
const pairsOrFresh = "give an integer of at least 2, or 'fresh'";
const sampleSize = z.union([z.int(pairsOrFresh).min(2, pairsOrFresh), z.literal('fresh', pairsOrFresh)], pairsOrFresh);
const referenceFields = z.looseObject({ mode: z.string('give a mode') }, 'give a mode, or an object with one');

const checked = <T>(schema: z.ZodType<T>, located: readonly Located[]): Located<T>[] =>
  located.map(({ value, path }) => ({ value: parse(schema, value, path), path }));

/** Training sample sizes. */
export function sampleSizes(sweep: SweepFields, path: string): Located<number | 'fresh'>[] {
  const sizes = checked(sampleSize, valuesOf(sweep, 'n', path));
  if (sizes.length === 0)
    throw new InputError({ argument: `${path}.n`, problem: 'is missing', remedy: "give a sample size, or 'fresh'" });
  return sizes;
}

/** b, with the default. */
const batchSizes = (sweep: SweepFields, path: string): Located<number>[] => {
  const sizes = checked(positive, valuesOf(sweep, 'batchSize', path));
  return sizes.length > 0 ? sizes : [{ value: 128, path: `${path}.batchSize` }];
};

const modes = (sweep: SweepFields, path: string): Located<JsonObject>[] => {
  const located = valuesOf(sweep, 'references', path).map(({ value, path: at }) => ({
    value: typeof value === 'string' ? { mode: value } : (parse(referenceFields, value, at) as JsonObject),
    path: at,
  }));
  return located.length > 0 ? located : [{ value: { mode: 'derange' }, path: `${path}.references` }];
};

const referenceSizes = (sweep: SweepFields, path: string): (Located<number> | undefined)[] => {
  const sizes = checked(positive, valuesOf(sweep, 'referenceSize', path));
  return sizes.length > 0 ? sizes : [undefined];
};

/** How many pairs a step of training takes at once, and where that is said. */
export const pairsOf = (sizes: readonly Sizes[], path: string): Located<number>[] =>
  sizes.flatMap(({ batchSize, references }) => [
    { value: batchSize, path: `${path}.batchSize` },
    { value: references.size as number, path: `${path}.referenceSize` },
  ]);

/** References complete with pool and size n', checked against b and n. */
function completeReferences(
  mode: Located<JsonObject>,
  size: Located<number> | undefined,
  batchSize: number,
  n: number | 'fresh',
): JsonObject {
  if (size && mode.value.size !== undefined)
    throw new InputError({
      argument: size.path,
      value: size.value,
      problem: `is given as ${mode.path}.size too`,
      remedy: "give n' once",
    });
  if (mode.value.mode === 'fresh' && n !== 'fresh')
    throw new InputError({
      argument: mode.path,
      value: 'fresh',
      problem: `draws new references for every batch, and training has a fixed sample of n = ${n}`,
      remedy: "set n to 'fresh' or choose another mode",
    });
  const options = { ...mode.value, ...(size ? { size: size.value } : {}) } as { mode: ReferenceMode };
  const context = { batchSize, ...(n === 'fresh' ? {} : { n }) };
  try {
    const { mode: id, pool, size: complete } = createReferences(options, context, mode.path);
    const { distinct, diagonal } = mode.value;
    const extras = { ...(distinct ? { distinct } : {}), ...(diagonal ? { diagonal } : {}) };
    return { mode: id, pool, size: complete, ...extras };
  } catch (error) {
    if (error instanceof InputError && error.problem.argument === 'referenceSize')
      throw new InputError({ ...error.problem, argument: size?.path ?? `${mode.path}.size` });
    throw error;
  }
}

/**
 * Every combination of n, b and references of a sweep.
 * @throws InputError where one does not fit: b > n, n' > n without replacement, fresh references of a fixed sample
 */
export function sizeGrid(sweep: SweepFields, path: string): Sizes[] {
  return combinations(
    sampleSizes(sweep, path),
    batchSizes(sweep, path),
    modes(sweep, path),
    referenceSizes(sweep, path),
  ).map(([n, batch, mode, size]) => {
    if (n.value !== 'fresh' && batch.value > n.value)
      throw new InputError({
        argument: batch.path,
        value: batch.value,
        problem: `exceeds the ${n.value} training pairs`,
        remedy: 'lower batchSize or raise n',
      });
    return {
      n: n.value,
      batchSize: batch.value,
      references: completeReferences(mode, size, batch.value, n.value),
    };
  });
}
