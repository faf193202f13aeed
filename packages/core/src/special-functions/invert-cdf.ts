/** Halvings after which two doubles have no third between them. */
const HALVINGS = 2200;

/**
 * The x in (0, Infinity) at which an increasing function reaches p, which it takes there, by doubling and bisection: as exact as the function itself. For
 * distributions that are asked for a handful of quantiles.
 */
export function invertCdf(cdf: (x: number) => number, p: number): number {
  let high = 1;
  while (cdf(high) < p) high *= 2;
  let low = high / 2;
  while (low > 0 && cdf(low) >= p) {
    high = low;
    low /= 2;
  }
  for (let step = 0; step < HALVINGS; step++) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) break;
    if (cdf(middle) < p) low = middle;
    else high = middle;
  }
  return high;
}
