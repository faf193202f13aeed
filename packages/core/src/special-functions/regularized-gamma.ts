import { exp } from '../random/elementary/exp.ts';
import { log } from '../random/elementary/log.ts';
import { continuedFraction } from './continued-fraction.ts';
import { logGamma } from './log-gamma.ts';

/** Both expansions need some multiple of sqrt(a) terms near x = a. */
const termLimit = (a: number): number => 1000 + Math.ceil(20 * Math.sqrt(a));

/**
 * P(a, x) = int_0^x t^(a-1) e^-t dt / Gamma(a), a > 0, x >= 0 (NaN elsewhere): the distribution function of a gamma variable of shape a. Absolute error below
 * 1e-14 max(1, a log a).
 *
 * The series of Abramowitz and Stegun (1964), 6.5.29, up to x = a + 1; one less Legendre's continued fraction (6.5.31, its even part) beyond.
 */
export function regularizedGamma(a: number, x: number): number {
  if (!(a > 0 && x >= 0) || a === Infinity) return Number.NaN;
  if (x === 0) return 0;
  if (x === Infinity) return 1;
  const scale = exp(a * log(x) - x - logGamma(a));
  if (x < a + 1) return scale * series(a, x);
  if (scale === 0) return 1;
  const fraction = continuedFraction(
    (n) => -n * (n - a),
    (n) => x + 2 * n + 1 - a,
    termLimit(a),
  );
  return 1 - scale / fraction;
}

/** 1/a + x/(a (a+1)) + x^2/(a (a+1) (a+2)) + ... */
function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n <= termLimit(a); n++) {
    term *= x / (a + n);
    sum += term;
    if (term < 1e-17 * sum) return sum;
  }
  return Number.NaN;
}
