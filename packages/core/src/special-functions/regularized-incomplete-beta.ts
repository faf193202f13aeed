import { exp } from '../random/elementary/exp.ts';
import { log, log1p } from '../random/elementary/log.ts';
import { continuedFraction } from './continued-fraction.ts';
import { logGamma } from './log-gamma.ts';

/**
 * I_x(a, b) = int_0^x t^(a-1) (1-t)^(b-1) dt / B(a, b), a, b > 0, 0 <= x <= 1 (NaN elsewhere): the distribution function of a beta variable. Absolute error
 * below 1e-14 max(1, (a + b) log(a + b)).
 *
 * The continued fraction of Abramowitz and Stegun (1964), 26.5.8, on the side of the mean where it converges fast; I_x(a, b) = 1 - I_(1-x)(b, a).
 */
export function regularizedIncompleteBeta(a: number, b: number, x: number): number {
  if (!(a > 0 && b > 0 && x >= 0 && x <= 1) || a + b === Infinity) return Number.NaN;
  if (x === 0 || x === 1) return x;
  const scale = exp(a * log(x) + b * log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b));
  if (x <= (a + 1) / (a + b + 2)) return (scale * fraction(a, b, x)) / a;
  return 1 - (scale * fraction(b, a, 1 - x)) / b;
}

function fraction(a: number, b: number, x: number): number {
  const numerator = (n: number): number => {
    const m = Math.floor(n / 2);
    return n % 2 === 0
      ? (m * (b - m) * x) / ((a + n - 1) * (a + n))
      : (-(a + m) * (a + b + m) * x) / ((a + n - 1) * (a + n));
  };
  return 1 / continuedFraction(numerator, () => 1, 1000 + Math.ceil(20 * Math.sqrt(a + b)));
}
