/** How fast the tails of a column fall: P(|v - median| > u) ~ u^-alpha. */
export interface TailIndex {
  readonly alpha: number;
  /** alpha / sqrt(k), of k tail values. */
  readonly standardError: number;
}

/**
 * Hill's estimator of the tail index on the sqrt(n) values farthest from the median: B. M. Hill (1975), A simple general approach to inference about the
 * tail of a distribution, Annals of Statistics 3, 1163. Moments of order alpha and above do not exist; a distribution whose tails fall
 * faster than any power reads high, the higher the larger n: about 6 for 1000 normal values, 10 for 10^5.
 * @param sorted - ascending, at least two values
 * @returns undefined where the tail is tied with the median or with itself, as in discrete columns
 */
export function tailIndex(sorted: Float64Array): TailIndex | undefined {
  const count = Math.floor(Math.sqrt(sorted.length));
  const median = sorted[sorted.length >>> 1];
  const distances = farthest(sorted, median, count + 1);
  const threshold = distances[count];
  if (!(threshold > 0)) return undefined;
  let logs = 0;
  for (let k = 0; k < count; k++) logs += Math.log(distances[k] / threshold);
  if (logs === 0) return undefined;
  const alpha = count / logs;
  return { alpha, standardError: alpha / Math.sqrt(count) };
}

/** The largest distances from the center, descending: both ends of the order, merged. */
function farthest(sorted: Float64Array, center: number, count: number): Float64Array {
  const distances = new Float64Array(count);
  let low = 0;
  let high = sorted.length - 1;
  for (let k = 0; k < count; k++) {
    const below = center - sorted[low];
    const above = sorted[high] - center;
    distances[k] = Math.max(below, above);
    if (below > above) low++;
    else high--;
  }
  return distances;
}
