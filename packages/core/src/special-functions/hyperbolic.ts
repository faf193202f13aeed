import { exp, expm1 } from '../random/elementary/exp.ts';
import { log, log1p } from '../random/elementary/log.ts';

/** The inverse hyperbolic sine log(x + sqrt(x^2 + 1)), accurate for every double; from IEEE operations alone. */
export function asinh(x: number): number {
  const size = Math.abs(x);
  const square = x * x;
  // Beyond 2^28 the 1 under the root is below half a unit, and the square may overflow.
  const value = size > 268435456 ? log(size) + Math.LN2 : log1p(size + square / (1 + Math.sqrt(1 + square)));
  return x < 0 ? -value : x === 0 ? x : value;
}

/** The hyperbolic sine (e^x - e^-x) / 2, accurate for every double; from IEEE operations alone. */
export function sinh(x: number): number {
  const size = Math.abs(x);
  const value = size < 1 ? small(size) : large(size);
  return x < 0 ? -value : x === 0 ? x : value;
}

function small(x: number): number {
  const grown = expm1(x);
  return 0.5 * (grown + grown / (grown + 1));
}

function large(x: number): number {
  // e^x overflows before sinh x does.
  if (x > 709) return 0.5 * exp(0.5 * x) * exp(0.5 * x);
  const grown = exp(x);
  return 0.5 * (grown - 1 / grown);
}
