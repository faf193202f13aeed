/** The largest singular value of a `[rows, columns]` matrix: the root of the largest eigenvalue of its Gram matrix by Jacobi rotations, in float64. */
export function largestSingularValue(matrix: ArrayLike<number>, rows: number, columns: number): number {
  const gram = Array.from({ length: columns }, (_, i) =>
    Float64Array.from({ length: columns }, (_, j) => {
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += matrix[row * columns + i] * matrix[row * columns + j];
      return sum;
    }),
  );
  for (let sweep = 0; sweep < 12; sweep++)
    for (let p = 0; p < columns; p++) for (let q = p + 1; q < columns; q++) rotate(gram, p, q);
  return Math.sqrt(Math.max(...gram.map((row, k) => row[k])));
}

/** Makes the entry (p, q) of a symmetric matrix zero. */
function rotate(a: Float64Array[], p: number, q: number): void {
  if (a[p][q] === 0) return;
  const theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (const row of a) [row[p], row[q]] = [c * row[p] - s * row[q], s * row[p] + c * row[q]];
  const [first, second] = [a[p], a[q]];
  a[p] = first.map((value, k) => c * value - s * second[k]);
  a[q] = first.map((value, k) => s * value + c * second[k]);
}
