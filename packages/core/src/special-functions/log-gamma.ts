import { log } from '../random/elementary/log.ts';

/** From here on the asymptotic series is exact to double precision. */
const SERIES_FROM = 10;

/** B_2j / (2j (2j - 1)), j = 1..8, of Bernoulli's numbers B. */
const COEFFICIENTS = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];

/** log(2 pi) / 2 */
const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * log Gamma(x) for x > 0 (NaN elsewhere); error below 1e-14 max(1, |log Gamma(x)|, |log x|).
 * Gamma(x) = Gamma(x + 1) / x lifts x to the range of Stirling's series (x - 1/2) log x - x + log(2 pi)/2 + sum_j B_2j / (2j (2j - 1) x^(2j-1))
 * (Abramowitz and Stegun 1964, 6.1.15 and 6.1.40).
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  if (x === Infinity) return Infinity;
  let lifted = x;
  let product = 1;
  while (lifted < SERIES_FROM) {
    product *= lifted;
    lifted += 1;
  }
  const inverse = 1 / lifted;
  const series = COEFFICIENTS.reduceRight((sum, coefficient) => sum * inverse * inverse + coefficient, 0) * inverse;
  return (lifted - 0.5) * log(lifted) - lifted + HALF_LOG_TWO_PI + series - log(product);
}
