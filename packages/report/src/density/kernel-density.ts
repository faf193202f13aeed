/** Values on a square grid of points, row by row from the lowest y; `size` points a side, the square `[-half, half]` in both directions. */
export interface SquareGrid {
  readonly size: number;
  readonly half: number;
  readonly values: Float64Array;
}

/** Beyond this many bandwidths a kernel is nothing. */
const REACH = 4;

/**
 * Kernel density estimate of points in the plane with a round normal kernel.
 * @param points - `[count, 2]` row by row; those far outside the square count in the total and are not seen
 * @param bandwidth - standard deviation of the kernel
 */
export function kernelDensity(
  points: readonly number[],
  { size, half, bandwidth }: { readonly size: number; readonly half: number; readonly bandwidth: number },
): SquareGrid {
  const values = new Float64Array(size * size);
  const step = (2 * half) / (size - 1);
  const count = points.length / 2;
  const kernel = (at: number, index: number): number =>
    Math.exp(-0.5 * ((at - (index * step - half)) / bandwidth) ** 2);
  const range = (at: number): [number, number] => [
    Math.max(0, Math.ceil((at - REACH * bandwidth + half) / step)),
    Math.min(size - 1, Math.floor((at + REACH * bandwidth + half) / step)),
  ];
  for (let row = 0; row < count; row++) {
    const [x, y] = [points[2 * row], points[2 * row + 1]];
    const [[left, right], [low, high]] = [range(x), range(y)];
    for (let j = low; j <= high; j++) {
      const vertical = kernel(y, j);
      for (let i = left; i <= right; i++) values[j * size + i] += vertical * kernel(x, i);
    }
  }
  const scale = 1 / (count * 2 * Math.PI * bandwidth ** 2);
  for (let k = 0; k < values.length; k++) values[k] *= scale;
  return { size, half, values };
}

/**
 * The densities above which the grid holds the given shares of a density that integrates to one: highest-density regions (Hyndman 1996).
 * @param shares - ascending, in (0, 1)
 * @returns a level for each share; infinite, which nothing exceeds, where so much is not within the square
 */
export function densityLevels({ size, half, values }: SquareGrid, shares: readonly number[]): number[] {
  const cell = ((2 * half) / (size - 1)) ** 2;
  const descending = Float64Array.from(values).sort().reverse();
  const levels: number[] = [];
  let mass = 0;
  for (const density of descending) {
    mass += density * cell;
    while (levels.length < shares.length && mass >= shares[levels.length]) levels.push(density);
  }
  while (levels.length < shares.length) levels.push(Number.POSITIVE_INFINITY);
  return levels;
}
