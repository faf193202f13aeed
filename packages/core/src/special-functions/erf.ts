import { expSquare } from './exp-square.ts';
import { millsRatio } from './mills-ratio.ts';

const ROOT_TWO_OVER_PI = 0.7978845608028654;
const TWO_OVER_ROOT_PI = 1.1283791670955126;
/** Beyond, erfc is below the smallest double. */
const LAST = 28;

/** The complementary error function, relative error below 1e-14 as far as doubles go (x < 26.5); from IEEE operations alone. */
export function erfc(x: number): number {
  const distance = Math.abs(x);
  if (!(distance <= LAST)) return x > 0 ? 0 : x < 0 ? 2 : Number.NaN;
  const tail = ROOT_TWO_OVER_PI * expSquare(distance, -1) * millsRatio(Math.SQRT2 * distance);
  return x < 0 ? 2 - tail : tail;
}

/** The error function 2/sqrt(pi) int_0^x e^(-t^2) dt, relative error below 1e-14; from IEEE operations alone. */
export function erf(x: number): number {
  if (!(Math.abs(x) < 0.5)) return x < 0 ? erfc(-x) - 1 : 1 - erfc(x);
  if (x === 0) return x;
  // x - x^3/3 + x^5/(2! 5) - x^7/(3! 7) + ...
  let power = x;
  let sum = x;
  for (let n = 1; n <= 13; n++) {
    power *= (-x * x) / n;
    sum += power / (2 * n + 1);
  }
  return TWO_OVER_ROOT_PI * sum;
}
