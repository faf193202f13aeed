import { InputError, keyFromSeed } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import { createReferences, type ReferenceOptions, referenceModes } from '../../src/index.ts';

const context = { batchSize: 64, n: 400 };

describe('defaults', () => {
  test.each([
    ['shuffle', 'batch', 64],
    ['derange', 'batch', 64],
    ['shift', 'batch', 64],
    ['replace', 'sample', 64],
    ['product', 'batch', 64 * 63],
  ] as const)('%s draws from the %s, %i pairs', (mode, pool, size) => {
    const scheme = createReferences({ mode }, context);
    expect(scheme).toMatchObject({ mode, pool, size });
    expect(scheme.draw).toBeTypeOf('function');
  });

  test('fresh has no row pairs: it draws from the generator', () => {
    const scheme = createReferences({ mode: 'fresh' }, { batchSize: 64 });
    expect(scheme).toMatchObject({ mode: 'fresh', size: 64 });
    expect(scheme.draw).toBeUndefined();
    expect(createReferences({ mode: 'fresh', size: 5000 }, { batchSize: 64 }).size).toBe(5000);
  });

  test('every mode named is made', () => {
    for (const mode of referenceModes) expect(createReferences({ mode }, context).mode).toBe(mode);
  });

  test('what a scheme says of itself makes the same scheme again', () => {
    for (const mode of referenceModes) {
      const { pool, size } = createReferences({ mode }, context);
      expect(createReferences({ mode, pool, size }, context)).toMatchObject({ mode, pool, size });
    }
  });
});

describe('sizes', () => {
  test.each<[ReferenceOptions, number]>([
    [{ mode: 'shuffle', size: 10 }, 10],
    [{ mode: 'derange', pool: 'sample', size: 400 }, 400],
    [{ mode: 'shift', pool: 'sample' }, 64],
    [{ mode: 'replace', size: 100_000 }, 100_000],
    [{ mode: 'replace', pool: 'batch', size: 1000 }, 1000],
    [{ mode: 'product', size: 64 * 63 }, 64 * 63],
    [{ mode: 'product', diagonal: true }, 64 * 64],
    [{ mode: 'product', diagonal: true, size: 64 * 64 }, 64 * 64],
  ])('%j gives %i pairs', (options, size) => {
    const scheme = createReferences(options, context);
    expect(scheme.size).toBe(size);
    const rows = scheme.pool === 'batch' ? 64 : 400;
    const drawn = scheme.draw!(rows, keyFromSeed(1));
    expect(drawn.rowsX).toHaveLength(size);
    expect(drawn.rowsY).toHaveLength(size);
    expect(drawn.rowsX.every((row) => row >= 0 && row < rows)).toBe(true);
    expect(drawn.rowsY.every((row) => row >= 0 && row < rows)).toBe(true);
  });
});

describe('what does not fit', () => {
  test.each<[unknown, { batchSize: number; n?: number }, string]>([
    [{ mode: 'shufle' }, context, 'references.mode "shufle" is not known; did you mean shuffle?'],
    [{ mode: 'shuffle', pol: 'batch' }, context, 'references.pol is no known field; did you mean pool?'],
    [{ mode: 'shuffle', pool: 'file' }, context, 'references.pool: expected'],
    [{ mode: 'shuffle', size: 0 }, context, 'references.size: expected'],
    [{ mode: 'shuffle', size: 1.5 }, context, 'references.size: expected'],
    [{ mode: 'shuffle', size: NaN }, context, 'references.size: expected'],
    [{ mode: 'shuffle', size: -4 }, context, 'references.size: expected'],
    [{ mode: 'shuffle', size: 65 }, context, '65 exceeds the 64 rows of the batch'],
    [{ mode: 'derange', size: 65 }, context, '65 exceeds the 64 rows of the batch'],
    [{ mode: 'shift', size: 65 }, context, '65 exceeds the 64 rows of the batch'],
    [{ mode: 'derange', pool: 'sample', size: 401 }, context, '401 exceeds the 400 rows of the sample'],
    [{ mode: 'product', size: 100 }, context, '100 is not the 4032 pairs'],
    [{ mode: 'derange' }, { batchSize: 1, n: 400 }, 'raise batchSize to 2 or more'],
    [{ mode: 'shift' }, { batchSize: 1, n: 400 }, 'raise batchSize to 2 or more'],
    [{ mode: 'product' }, { batchSize: 1, n: 400 }, 'raise batchSize to 2 or more'],
    [{ mode: 'replace', distinct: true }, { batchSize: 1, n: 1 }, 'raise n to 2 or more'],
    [{ mode: 'replace' }, { batchSize: 64 }, 'references.pool "sample" needs a fixed training sample'],
    [{ mode: 'shuffle', pool: 'sample' }, { batchSize: 64 }, 'use the pool batch, the mode fresh, or set n'],
  ])('%j in %j is refused', (options, place, message) => {
    expect(() => createReferences(options as ReferenceOptions, place)).toThrow(InputError);
    expect(() => createReferences(options as ReferenceOptions, place)).toThrow(message);
  });

  test.each<[ReferenceOptions, number]>([
    [{ mode: 'shuffle' }, 63],
    [{ mode: 'derange' }, 63],
    [{ mode: 'derange', size: 1 }, 1],
    [{ mode: 'shift' }, 63],
    [{ mode: 'shift', size: 1 }, 1],
    [{ mode: 'replace' }, 0],
    [{ mode: 'replace', distinct: true }, 1],
    [{ mode: 'product' }, 63],
    [{ mode: 'product' }, 65],
    [{ mode: 'shuffle' }, 64.5],
  ])('%j draws from no pool of %d rows', (options, rows) => {
    const scheme = createReferences(options, context);
    expect(() => scheme.draw!(rows, keyFromSeed(1))).toThrow(InputError);
    expect(() => scheme.draw!(rows, keyFromSeed(1))).toThrow(`poolSize ${rows} does not fit this ${options.mode}`);
  });
});
