import { describe, expect, test } from 'vitest';
import { cholesky, createStream, InputError, keyFromSeed, logDeterminant, solveLower } from '../../src/index.ts';

const stream = createStream(keyFromSeed(17));
const randomCovariance = (size: number): number[][] => {
  const root = Array.from({ length: size }, () => Array.from({ length: size }, () => stream.normal()));
  return root.map((a, i) =>
    root.map((b, j) => a.reduce((total, value, k) => total + value * b[k], 0) + (i === j ? 0.1 : 0)),
  );
};

describe('cholesky', () => {
  test('by hand: [[4, 12, -16], [12, 37, -43], [-16, -43, 98]]', () => {
    const factor = cholesky([
      [4, 12, -16],
      [12, 37, -43],
      [-16, -43, 98],
    ]);
    expect([...factor.lower]).toEqual([2, 0, 0, 6, 1, 0, -8, 5, 3]);
    expect(logDeterminant(factor)).toBeCloseTo(Math.log(36), 14);
    expect([...solveLower(factor, [2, 7, 0])]).toEqual([1, 1, 1]);
  });

  test.each([1, 2, 5, 20])("L L' gives back a random covariance of size %i", (size) => {
    const matrix = randomCovariance(size);
    const { lower } = cholesky(matrix);
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) {
        let product = 0;
        for (let k = 0; k < size; k++) product += lower[i * size + k] * lower[j * size + k];
        expect(product).toBeCloseTo(matrix[i][j], 11);
      }
  });

  test('a determinant beyond the doubles has a logarithm', () => {
    const size = 200;
    const matrix = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1e-4 : 0)));
    expect(logDeterminant(cholesky(matrix))).toBeCloseTo(size * Math.log(1e-4), 9);
  });

  test('solveLower inverts the factor, in place too', () => {
    const factor = cholesky(randomCovariance(6));
    const z = Float64Array.from({ length: 6 }, () => stream.normal());
    const right = new Float64Array(6);
    for (let i = 0; i < 6; i++) for (let k = 0; k <= i; k++) right[i] += factor.lower[i * 6 + k] * z[k];
    expect(solveLower(factor, right, right)).toBe(right);
    for (let i = 0; i < 6; i++) expect(right[i]).toBeCloseTo(z[i], 10);
    expect(() => solveLower(factor, [1, 2])).toThrow(InputError);
  });

  test.each([
    [[[-1]], '1st'],
    [[[0]], '1st'],
    [
      [
        [1, 2],
        [2, 1],
      ],
      '2nd',
    ],
    [
      [
        [1, 1],
        [1, 1],
      ],
      '2nd',
    ],
    [
      [
        [2, 0, 1],
        [0, 3, 0],
        [1, 0, 0.5],
      ],
      '3rd',
    ],
  ])('tells the leading minor of %j that is not positive', (matrix, minor) => {
    expect(() => cholesky(matrix)).toThrow(InputError);
    expect(() => cholesky(matrix, 'options.covariance')).toThrow(
      `options.covariance is not positive definite: its ${minor} leading minor is not positive`,
    );
  });

  test('a matrix of rank one is refused though rounding leaves a tiny pivot', () => {
    const vector = [0.1, 0.7, 0.3, 1.1, 0.9];
    expect(() => cholesky(vector.map((a) => vector.map((b) => a * b)))).toThrow('2nd leading minor');
  });

  test('refuses what is empty, not square, not finite, not symmetric', () => {
    expect(() => cholesky([])).toThrow('covariance is empty');
    expect(() => cholesky([[1, 0]])).toThrow('covariance[0] 2 numbers in a matrix of 1 rows');
    expect(() => cholesky([[NaN]])).toThrow('covariance[0][0] NaN is not finite');
    expect(() =>
      cholesky([
        [1, 0.5],
        [0.4, 1],
      ]),
    ).toThrow('covariance[1][0] 0.4 differs from covariance[0][1], 0.5; give a symmetric matrix');
  });

  test('an asymmetry of rounding is accepted', () => {
    expect(() =>
      cholesky([
        [1, 0.5],
        [0.5 + 1e-15, 1],
      ]),
    ).not.toThrow();
  });
});
