import type { Points } from '../points.ts';

/** How a coordinate's values are put into bins: of equal width from the smallest to the largest, or of (nearly) equal numbers of points. */
export type Binning = 'equal-width' | 'equiprobable';

/**
 * ceil(2 n^(1/(D + 2))) bins a coordinate: the exponent is the best one for a histogram of D dimensions (Scott 1992, Multivariate Density Estimation,
 * section 3.4), the factor Rice's, who has 2 n^(1/3) at D = 1.
 */
export const binsByRule = (count: number, dimensions: number): number => Math.ceil(2 * count ** (1 / (dimensions + 2)));

/** First place of each different value in the sorted values. */
function distinctPlaces(sorted: Float64Array): Map<number, number> {
  const places = new Map<number, number>();
  sorted.forEach((value, place) => {
    if (!places.has(value)) places.set(value, place);
  });
  return places;
}

/**
 * The bin of each value, whole numbers below `bins`. Where there are no more different values than bins each value is its own bin. Equal values share a bin,
 * whatever the order of rows: an equiprobable bin is told by the number of smaller values, and so holds more points where many are equal.
 */
export function binColumn(values: Float64Array, bins: number, binning: Binning): Int32Array {
  const sorted = values.slice().sort();
  const places = distinctPlaces(sorted);
  if (places.size <= bins) {
    const ranks = new Map([...places.keys()].map((value, rank) => [value, rank]));
    return Int32Array.from(values, (value) => ranks.get(value)!);
  }
  if (binning === 'equiprobable') {
    return Int32Array.from(values, (value) => Math.floor((places.get(value)! / values.length) * bins));
  }
  // Halves, so that the difference of the largest doubles does not overflow.
  const lowest = sorted[0] / 2;
  const range = sorted[sorted.length - 1] / 2 - lowest;
  return Int32Array.from(values, (value) => Math.min(bins - 1, Math.floor(((value / 2 - lowest) / range) * bins)));
}

/** The bins of every coordinate, a column each. */
export const binColumns = ({ count, dim, values }: Points, bins: number, binning: Binning): Int32Array[] =>
  Array.from({ length: dim }, (_, axis) =>
    binColumn(
      Float64Array.from({ length: count }, (__, row) => values[row * dim + axis]),
      bins,
      binning,
    ),
  );
