import { exp } from '../random/elementary/exp.ts';

/** The Mills ratio is tabulated on 0, STEP, ..., LAST; beyond, the normal tail is below the smallest double. */
const STEP = 1 / 8;
const LAST = 40;
/** Of the Taylor series; the distance to the nearest point is at most STEP / 2, the remainder below 2^-56. */
const DEGREE = 11;
const ROW = DEGREE + 1;
/** At 1, where the continued fraction converges slowest of all points that use it, 420 terms reach 2^-55. */
const TERMS = 600;
const ROOT_HALF_PI = 1.2533141373155003;

/** Taylor coefficients at each point, constant first. */
const table = tabulate();

/**
 * The Mills ratio of the normal distribution, R(x) = (1 - Phi(x)) / phi(x), for 0 <= x <= 40; NaN elsewhere. Relative error below 1e-15, from IEEE operations
 * alone: Taylor series at the nearest of 321 points.
 */
export function millsRatio(x: number): number {
  if (!(x >= 0 && x <= LAST)) return Number.NaN;
  const point = Math.floor(x * (1 / STEP) + 0.5);
  const h = x - point * STEP;
  const row = point * ROW;
  // Two chains of h^2 run side by side.
  const z = h * h;
  const even =
    table[row] +
    z * (table[row + 2] + z * (table[row + 4] + z * (table[row + 6] + z * (table[row + 8] + z * table[row + 10]))));
  const odd =
    table[row + 1] +
    z * (table[row + 3] + z * (table[row + 5] + z * (table[row + 7] + z * (table[row + 9] + z * table[row + 11]))));
  return even + h * odd;
}

/** Coefficients c_n = R^(n) / n! obey c_1 = x c_0 - 1 and (n + 1) c_(n+1) = x c_n + c_(n-1). */
function tabulate(): Float64Array {
  const points = LAST / STEP + 1;
  const coefficients = new Float64Array(points * ROW);
  for (let point = 0; point < points; point++) {
    const x = point * STEP;
    const row = coefficients.subarray(point * ROW, (point + 1) * ROW);
    if (x < 1) fillForward(row, x);
    else fillBackward(row, x);
  }
  return coefficients;
}

/** From R(x) = sqrt(pi/2) e^(x^2/2) - (x + x^3/3 + x^5/(3 5) + ...) (Abramowitz and Stegun 1964, 26.2.11); loses digits as x grows. */
function fillForward(row: Float64Array, x: number): void {
  let term = x;
  let sum = 0;
  for (let n = 3; sum + term !== sum; n += 2) {
    sum += term;
    term *= (x * x) / n;
  }
  row[0] = ROOT_HALF_PI * exp(0.5 * x * x) - sum;
  row[1] = x * row[0] - 1;
  for (let n = 1; n < DEGREE; n++) row[n + 1] = (x * row[n] + row[n - 1]) / (n + 1);
}

/** From the ratios r_n = -c_n / c_(n-1) = 1 / (x + (n + 1) r_(n+1)), which lose nothing: c_0 = 1 / (x + r_1) is Laplace's continued fraction (26.2.14). */
function fillBackward(row: Float64Array, x: number): void {
  const ratios = new Float64Array(ROW);
  let ratio = 0;
  for (let n = TERMS; n > 0; n--) {
    ratio = 1 / (x + (n + 1) * ratio);
    if (n <= DEGREE) ratios[n] = ratio;
  }
  row[0] = 1 / (x + ratio);
  for (let n = 1; n <= DEGREE; n++) row[n] = -ratios[n] * row[n - 1];
}
