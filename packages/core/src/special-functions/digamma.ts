import { log } from '../random/elementary/log.ts';

/** From here on the asymptotic series is exact to double precision. */
const SERIES_FROM = 10;

/** B_2j / 2j, j = 1..8, of Bernoulli's numbers B. */
const COEFFICIENTS = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12, -3617 / 8160];

/**
 * The digamma function, the derivative of log Gamma, for x > 0 (NaN elsewhere); absolute error below 1e-14 max(1, |psi(x)|).
 * psi(x) = psi(x + 1) - 1/x lifts x to the range of the asymptotic series log x - 1/(2x) - sum_j B_2j / (2j x^2j)
 * (Abramowitz and Stegun 1964, 6.3.5 and 6.3.18).
 */
export function digamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let lifted = x;
  let recurrence = 0;
  while (lifted < SERIES_FROM) {
    recurrence += 1 / lifted;
    lifted += 1;
  }
  const inverseSquare = 1 / (lifted * lifted);
  const series = COEFFICIENTS.reduceRight((sum, coefficient) => (sum + coefficient) * inverseSquare, 0);
  return log(lifted) - 0.5 / lifted - series - recurrence;
}
