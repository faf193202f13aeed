/** 0, 1, ..., count - 1. */
export function rowRange(count: number): Int32Array {
  const rows = new Int32Array(count);
  for (let row = 1; row < count; row++) rows[row] = row;
  return rows;
}
