import { describe, expect, test } from 'vitest';
import { blockJackknife, createStream, InputError, keyFromSeed, mean, standardErrorOfMean } from '../../src/index.ts';

const values = new Float64Array(120);
createStream(keyFromSeed(9)).fillNormal(values);
const meanWithout = (start: number, end: number): number =>
  mean(values.filter((_, index) => index < start || index >= end));

describe('blockJackknife', () => {
  test('with blocks of one point it is the standard error of a mean, exactly', () => {
    expect(blockJackknife(120, 120, meanWithout).standardError).toBeCloseTo(standardErrorOfMean(values), 14);
  });

  test('with larger blocks it is the standard error of the mean of block means', () => {
    const blockMeans = Array.from({ length: 12 }, (_, block) => mean(values.slice(10 * block, 10 * block + 10)));
    const jackknife = blockJackknife(120, 12, meanWithout);
    expect(jackknife.standardError).toBeCloseTo(standardErrorOfMean(blockMeans), 14);
    expect(jackknife.withoutBlock).toHaveLength(12);
  });

  test('blocks partition the points, sizes differ by at most one', () => {
    const ranges: number[][] = [];
    blockJackknife(103, 10, (start, end) => {
      ranges.push([start, end]);
      return 0;
    });
    expect(ranges[0][0]).toBe(0);
    expect(ranges[9][1]).toBe(103);
    for (let block = 1; block < 10; block++) expect(ranges[block][0]).toBe(ranges[block - 1][1]);
    expect(new Set(ranges.map(([start, end]) => end - start))).toEqual(new Set([10, 11]));
  });

  test.each([1, 0, 11, 2.5, NaN])('refuses %s blocks of 10 points', (blocks) => {
    expect(() => blockJackknife(10, blocks, () => 0)).toThrow(InputError);
  });
});
