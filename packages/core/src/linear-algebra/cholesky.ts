import { InputError } from '../errors.ts';
import { log } from '../random/elementary/log.ts';

/** The lower factor L of a positive definite matrix L L'. */
export interface CholeskyFactor {
  /** Number of rows. */
  readonly size: number;
  /** Row-major `[size, size]`; zero above the diagonal. */
  readonly lower: Float64Array;
}

const ordinal = (n: number): string => {
  const teen = n % 100 >= 11 && n % 100 <= 13;
  return `${n}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`;
};

/**
 * Cholesky factor of a symmetric positive definite matrix.
 *
 * @param matrix - square, an array of rows
 * @param argument - what messages call it
 * @throws InputError where the matrix is empty, not square, not finite, not symmetric (to 1e-12 of its diagonal), or not positive definite to working precision;
 *   it then tells the first leading minor that is not positive
 */
export function cholesky(matrix: readonly ArrayLike<number>[], argument = 'covariance'): CholeskyFactor {
  requireSymmetric(matrix, argument);
  const size = matrix.length;
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = matrix[row][column];
      for (let k = 0; k < column; k++) rest -= lower[row * size + k] * lower[column * size + k];
      if (column < row) lower[row * size + column] = rest / lower[column * size + column];
      else if (rest > size * Number.EPSILON * matrix[row][row]) lower[row * size + row] = Math.sqrt(rest);
      else
        throw new InputError({
          argument,
          problem: `is not positive definite: its ${ordinal(row + 1)} leading minor is not positive`,
          remedy: 'give the covariance of linearly independent variables',
        });
    }
  }
  return { size, lower };
}

function requireSymmetric(matrix: readonly ArrayLike<number>[], argument: string): void {
  const size = matrix.length;
  if (size === 0) throw new InputError({ argument, problem: 'is empty', remedy: 'give at least one row' });
  for (let row = 0; row < size; row++) {
    if (matrix[row].length !== size)
      throw new InputError({
        argument: `${argument}[${row}]`,
        value: matrix[row].length,
        problem: `numbers in a matrix of ${size} rows`,
        remedy: `give ${size} numbers in each row`,
      });
    for (let column = 0; column < size; column++)
      if (!Number.isFinite(matrix[row][column]))
        throw new InputError({
          argument: `${argument}[${row}][${column}]`,
          value: matrix[row][column],
          problem: 'is not finite',
          remedy: 'give a finite number',
        });
  }
  for (let row = 0; row < size; row++)
    for (let column = 0; column < row; column++) {
      const tolerance = 1e-12 * Math.sqrt(Math.abs(matrix[row][row] * matrix[column][column]));
      if (Math.abs(matrix[row][column] - matrix[column][row]) > tolerance)
        throw new InputError({
          argument: `${argument}[${row}][${column}]`,
          value: matrix[row][column],
          problem: `differs from ${argument}[${column}][${row}], ${matrix[column][row]}`,
          remedy: 'give a symmetric matrix',
        });
    }
}

/** log det(L L') = 2 sum log L_ii: no overflow, unlike the logarithm of a determinant. */
export function logDeterminant({ size, lower }: CholeskyFactor): number {
  let total = 0;
  for (let row = 0; row < size; row++) total += log(lower[row * size + row]);
  return 2 * total;
}

/**
 * Solves L z = b by forward substitution; the first k entries of z solve the leading k equations.
 * @param out - receives z; may be `right` itself
 */
export function solveLower(
  { size, lower }: CholeskyFactor,
  right: ArrayLike<number>,
  out: Float64Array = new Float64Array(size),
): Float64Array {
  if (right.length !== size || out.length !== size)
    throw new InputError({
      argument: 'right',
      value: right.length,
      problem: `numbers for a factor of ${size} rows`,
      remedy: `give ${size}`,
    });
  for (let row = 0; row < size; row++) {
    let rest = right[row];
    for (let column = 0; column < row; column++) rest -= lower[row * size + column] * out[column];
    out[row] = rest / lower[row * size + row];
  }
  return out;
}
