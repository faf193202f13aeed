import { InputError } from '@minebench/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PlannedCell, shardOfCells } from '../../src/index.ts';

const planOf = (costs: readonly number[]): PlannedCell[] =>
  costs.map((cost, index) => ({ name: `cell-${index}`, cost }) as PlannedCell);

const total = (cells: readonly PlannedCell[]): number => cells.reduce((sum, { cost }) => sum + cost, 0);

describe('shards of a plan', () => {
  it('claim every cell once, and differ by no more than the dearest cell', () => {
    const costs = fc.array(fc.integer({ min: 1, max: 1000 }), { maxLength: 60 });
    fc.assert(
      fc.property(costs, fc.integer({ min: 1, max: 12 }), (given, count) => {
        const cells = planOf(given);
        const shards = Array.from({ length: count }, (_, index) => shardOfCells(cells, index, count));
        expect(
          shards
            .flat()
            .map(({ name }) => name)
            .sort(),
        ).toEqual(cells.map(({ name }) => name).sort());
        const totals = shards.map(total);
        expect(Math.max(...totals) - Math.min(...totals)).toBeLessThanOrEqual(Math.max(0, ...given));
      }),
    );
  });

  it('are the same wherever they are computed', () => {
    const cells = planOf([1, 5, 5, 2, 8]);
    expect(shardOfCells(cells, 0, 2).map(({ name }) => name)).toEqual(['cell-4', 'cell-2', 'cell-0']);
    expect(shardOfCells(cells, 1, 2).map(({ name }) => name)).toEqual(['cell-1', 'cell-3']);
  });

  it.each([
    [0, 0, 'count 0 is no positive integer'],
    [0, 1.5, 'count 1.5 is no positive integer'],
    [2, 2, 'index 2 is no shard of 2; give one from 0 to 1'],
    [-1, 2, 'index -1 is no shard of 2'],
  ])('refuse index %d of %d', (index, count, message) => {
    expect(() => shardOfCells([], index, count)).toThrow(InputError);
    expect(() => shardOfCells([], index, count)).toThrow(message);
  });
});
