import { describe, expect, test } from 'vitest';
import { editDistance, nearest } from '../src/index.ts';

describe('editDistance', () => {
  test.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['flaw', 'lawn', 2],
    ['mine', 'mine-f', 2],
  ])('%s to %s is %i, either way', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});

describe('nearest', () => {
  const known = ['shuffle', 'derange', 'shift', 'replace', 'product', 'fresh'];

  test('finds the misspelt word whatever its case, nearest first', () => {
    expect(nearest('shufle', known)[0]).toBe('shuffle');
    expect(nearest('DERANGE', known)[0]).toBe('derange');
    expect(nearest('shif', known)).toEqual(['shift']);
  });

  test('finds nothing where nothing is near, and at most three', () => {
    expect(nearest('quadrature', known)).toEqual([]);
    expect(nearest('aa', ['ab', 'ac', 'ad', 'ae'])).toEqual(['ab', 'ac', 'ad']);
  });
});
