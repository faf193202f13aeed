import { describe, expect, test } from 'vitest';
import { editDistance, nearest, suggestion } from '../src/index.ts';

describe('editDistance', () => {
  test.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['flaw', 'lawn', 2],
    ['mine', 'mine-f', 2],
    ['roh', 'rho', 1],
    ['shape', 'hsaep', 2],
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
    expect(nearest('foo', ['xor'])).toEqual([]);
    expect(nearest('aa', ['ab', 'ac', 'ad', 'ae'])).toEqual(['ab', 'ac', 'ad']);
  });

  test('finds the names that a part of them stands for, shortest first', () => {
    expect(nearest('spiral', ['gaussian', 'spiral-normal-5-5', 'spiral-normal-25-25'])).toEqual([
      'spiral-normal-5-5',
      'spiral-normal-25-25',
    ]);
    expect(nearest('s', known)).toEqual([]);
  });
});

describe('suggestion', () => {
  test('is the nearest names, else those that there are, and not more of them than one reads', () => {
    expect(suggestion('shuffel', ['shuffle'])).toBe('did you mean shuffle?');
    expect(suggestion('aa', ['ab', 'ac', 'ad'])).toBe('did you mean ab, ac or ad?');
    expect(suggestion('zzz', ['ab', 'cd'])).toBe('use one of ab, cd');
    expect(suggestion('zzz', [])).toBe('remove it');
    const columns = Array.from({ length: 50 }, (_, index) => `c${index}`);
    expect(suggestion('zzz', columns)).toBe('use one of c0, c1, c2, c3, c4, c5, c6, c7, c8, c9 and 40 more');
  });
});
