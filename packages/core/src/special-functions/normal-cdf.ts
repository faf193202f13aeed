import { expSquare } from './exp-square.ts';
import { millsRatio } from './mills-ratio.ts';

const INVERSE_ROOT_TWO_PI = 0.3989422804014327;

/** phi(x) = e^(-x^2/2) / sqrt(2 pi), the standard normal density, relative error below 1e-15 wherever it is a normal number. */
export const normalDensity = (x: number): number =>
  Math.abs(x) < 40 ? INVERSE_ROOT_TWO_PI * expSquare(x, -0.5) : Number.isNaN(x) ? x : 0;

/** phi(x) R(x), anywhere in the upper tail. */
const upperTail = (x: number): number => normalDensity(x) * millsRatio(x);

/** Where nearly all arguments lie, the tail is its Taylor series at the nearest of 0, STEP, ..., LAST: no exponential. */
const STEP = 1 / 16;
const LAST = 8;
/** The remainder is below 2^-53 of the tail: at 8, where it is largest, the terms fall as (8 / 32)^n / n!. */
const DEGREE = 13;
const ROW = DEGREE + 1;
/** Coefficients at each point, constant first. */
const table = tabulate();

/** d_n = phi^(n) / n! obey (n + 1) d_(n+1) = -x d_n - d_(n-1); the tail's coefficients are -d_(n-1) / n. */
function tabulate(): Float64Array {
  const coefficients = new Float64Array((LAST / STEP + 1) * ROW);
  for (let start = 0, x = 0; start < coefficients.length; start += ROW, x += STEP) {
    coefficients[start] = x === 0 ? 0.5 : upperTail(x);
    let [before, derivative] = [0, normalDensity(x)];
    for (let n = 1; n <= DEGREE; n++) {
      coefficients[start + n] = -derivative / n;
      [before, derivative] = [derivative, (-x * derivative - before) / n];
    }
  }
  return coefficients;
}

function tailBySeries(x: number): number {
  const point = Math.floor(x * (1 / STEP) + 0.5);
  const h = x - point * STEP;
  const row = point * ROW;
  // Two chains of h^2 run side by side.
  const z = h * h;
  const t = table;
  const even =
    t[row + 2] + z * (t[row + 4] + z * (t[row + 6] + z * (t[row + 8] + z * (t[row + 10] + z * t[row + 12]))));
  const odd =
    t[row + 1] +
    z * (t[row + 3] + z * (t[row + 5] + z * (t[row + 7] + z * (t[row + 9] + z * (t[row + 11] + z * t[row + 13])))));
  return t[row] + (h * odd + z * even);
}

/**
 * Phi(x) = P(Z <= x) of a standard normal Z, relative error below 1e-14 in the lower tail too, as far as doubles go (x > -37.5). From IEEE operations alone:
 * the same bits on every machine. For the upper tail, call it at -x.
 */
export function normalCdf(x: number): number {
  const distance = Math.abs(x);
  if (distance <= LAST) return x > 0 ? 1 - tailBySeries(distance) : tailBySeries(distance);
  if (!(distance <= 40)) return x > 0 ? 1 : x < 0 ? 0 : Number.NaN;
  return x > 0 ? 1 - upperTail(distance) : upperTail(distance);
}
