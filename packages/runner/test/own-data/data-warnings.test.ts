import { describe, expect, it } from 'vitest';
import type { ColumnFacts } from '../../src/own-data/column-facts.ts';
import { type DataFacts, dataWarnings } from '../../src/own-data/warnings/data-warnings.ts';

const smooth = (name: string, variable: 'x' | 'y', rows = 1000): ColumnFacts => ({
  name,
  variable,
  rows,
  mean: 0,
  standardDeviation: 1,
  distinct: rows,
  tail: { alpha: 6, standardError: 1 },
});

const sound: DataFacts = {
  rows: 1000,
  columns: [smooth('a', 'x'), smooth('b', 'y')],
  duplicates: 0,
  transform: 'standardised',
};

const withA = (change: Partial<ColumnFacts>): DataFacts => ({
  ...sound,
  columns: [{ ...smooth('a', 'x'), ...change }, smooth('c', 'x'), smooth('b', 'y')],
});

const many = (count: number, rows: number): DataFacts => ({
  ...sound,
  rows,
  columns: (['x', 'y'] as const).flatMap((variable) =>
    Array.from({ length: count }, (_, k) => smooth(`${variable}${k}`, variable, rows)),
  ),
});

describe('warnings of a table', () => {
  it('a smooth table of a thousand rows has none', () => {
    expect(dataWarnings(sound)).toEqual([]);
  });

  it.each<[string, DataFacts, string]>([
    ['a constant column', withA({ distinct: 1, mean: 7 }), 'column a is constant (7)'],
    ['a discrete column', withA({ distinct: 3 }), 'column a has only 3 different values'],
    ['copies of rows', { ...sound, duplicates: 12 }, '12 rows (1.2%) are copies'],
    [
      'heavy tails',
      withA({ tail: { alpha: 1.2, standardError: 0.2 } }),
      'column a has heavy tails (tail index about 1.2',
    ],
    ['few rows for the dimension', many(20, 3999), 'independent Gaussians of this size read about 0.05 nats'],
    ['a small evaluation part', { ...sound, rows: 499 }, 'only 99 rows judge'],
  ])('%s: one', (_, facts, says) => {
    const warnings = dataWarnings(facts);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(says);
  });

  it.each<[string, DataFacts]>([
    ['a hundred and one values of a thousand rows', withA({ distinct: 101 })],
    // 3.5 + 1.645 * .5 > 4: the fourth moment may exist
    ['tails that may be light', withA({ tail: { alpha: 3.5, standardError: 0.5 } })],
    [
      'heavy tails whose normal scores are taken',
      { ...withA({ tail: { alpha: 1, standardError: 0.1 } }), transform: 'normal scores' },
    ],
    ['4001 rows for 20 + 20 columns', many(20, 4001)],
    ['500 rows', { ...sound, rows: 500 }],
  ])('%s: none', (_, facts) => {
    expect(dataWarnings(facts)).toEqual([]);
  });

  it('copies are no surprise where every column is discrete', () => {
    const columns = sound.columns.map((column) => ({ ...column, distinct: 2 }));
    const warnings = dataWarnings({ ...sound, columns, duplicates: 996 });
    expect(warnings).toEqual([expect.stringContaining('column a'), expect.stringContaining('column b')]);
  });
});
