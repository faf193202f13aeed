import { InputError, parse, type ReferencePool, type ReferenceScheme } from '@minebench/core';
import { z } from 'zod';
import { derange } from './derange.ts';
import { product } from './product.ts';
import { replace } from './replace.ts';
import { shift } from './shift.ts';
import { shuffle } from './shuffle.ts';

export const referenceModes = ['shuffle', 'derange', 'shift', 'replace', 'product', 'fresh'] as const;
export type ReferenceMode = (typeof referenceModes)[number];

export interface ReferenceOptions {
  readonly mode: ReferenceMode;
  /** Where rows come from; the batch for shuffle, derange, shift and product, the sample for replace. Of no meaning for fresh. */
  readonly pool?: ReferencePool | undefined;
  /** n'. The pool's size where absent; for replace and fresh the batch's. */
  readonly size?: number | undefined;
  /** `replace`: the two rows of a pair differ. Default false. */
  readonly distinct?: boolean | undefined;
  /** `product`: the joint pairs, on the diagonal, are among the references. Default false. */
  readonly diagonal?: boolean | undefined;
}

/** What a scheme must fit: b, and n where the training sample is fixed. */
export interface ReferenceContext {
  readonly batchSize: number;
  readonly n?: number | undefined;
}

const whole = 'give a positive whole number';
const schema = z.strictObject({
  mode: z.enum(referenceModes, `use one of ${referenceModes.join(', ')}`),
  pool: z.enum(['batch', 'sample'], 'use batch or sample').optional(),
  size: z.number(whole).int(whole).positive(whole).optional(),
  distinct: z.boolean('use true or false').optional(),
  diagonal: z.boolean('use true or false').optional(),
});

/**
 * A scheme by name, complete and checked against b and n (science: identically distributed pairs in every mode, independent in none but `fresh`).
 * Throws `InputError`: without replacement n' exceeds the pool; a pool of one row where rows must differ; `product` with a size that is not its own.
 */
export function createReferences(
  options: ReferenceOptions,
  context: ReferenceContext,
  path = 'references',
): ReferenceScheme {
  const {
    mode,
    pool = mode === 'replace' ? 'sample' : 'batch',
    size,
    distinct = false,
    diagonal = false,
  } = parse(schema, options, path);
  const poolSize = pool === 'batch' ? context.batchSize : context.n;
  if (mode === 'fresh') return { mode, pool, size: size ?? context.batchSize };
  if (poolSize === undefined) {
    throw new InputError({
      argument: `${path}.pool`,
      value: pool,
      problem: 'needs a fixed training sample, and n is fresh',
      remedy: 'use the pool batch, the mode fresh, or set n',
    });
  }
  const needsOther =
    mode === 'derange' || mode === 'shift' || (mode === 'replace' && distinct) || (mode === 'product' && !diagonal);
  if (needsOther && poolSize < 2) {
    throw new InputError({
      argument: path,
      value: mode,
      problem: `pairs different rows, and its pool, the ${pool}, has ${poolSize}`,
      remedy: pool === 'batch' ? 'raise batchSize to 2 or more' : 'raise n to 2 or more',
    });
  }
  if (mode === 'replace') {
    const count = size ?? context.batchSize;
    return {
      mode,
      pool,
      size: count,
      draw(rows, key) {
        requireRows(mode, rows, distinct ? 2 : 1);
        return replace(rows, count, key, distinct);
      },
    };
  }
  if (mode === 'product') {
    const count = poolSize * (diagonal ? poolSize : poolSize - 1);
    if (size !== undefined && size !== count) {
      throw new InputError({
        argument: 'referenceSize',
        value: size,
        problem: `is not the ${count} pairs that product makes of ${poolSize} rows`,
        remedy: 'leave referenceSize out',
      });
    }
    return {
      mode,
      pool,
      size: count,
      draw(rows) {
        requireRows(mode, rows, poolSize, poolSize);
        return product(rows, diagonal);
      },
    };
  }
  const count = size ?? (pool === 'batch' ? poolSize : context.batchSize);
  if (count > poolSize) {
    throw new InputError({
      argument: 'referenceSize',
      value: count,
      problem: `exceeds the ${poolSize} rows of the ${pool}, and ${mode} draws without replacement`,
      remedy: `lower it to ${poolSize}, or use replace`,
    });
  }
  const draws = { shuffle, derange, shift };
  return {
    mode,
    pool,
    size: count,
    draw(rows, key) {
      requireRows(mode, rows, Math.max(count, needsOther ? 2 : 1));
      return draws[mode](rows, count, key);
    },
  };
}

/** A draw from a pool that is smaller than the scheme was made for would repeat rows, or never end. */
function requireRows(mode: ReferenceMode, rows: number, least: number, most = Infinity): void {
  if (Number.isSafeInteger(rows) && rows >= least && rows <= most) return;
  throw new InputError({
    argument: 'poolSize',
    value: rows,
    problem: `does not fit this ${mode}, which needs ${most === least ? '' : 'at least '}${least} rows`,
    remedy: 'make the scheme for the pool it draws from',
  });
}
