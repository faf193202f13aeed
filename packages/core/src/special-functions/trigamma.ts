/** From here on the asymptotic series is exact to double precision. */
const SERIES_FROM = 10;

/** Bernoulli's numbers B_2j, j = 1..8. */
const BERNOULLI = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510];

/**
 * The trigamma function, the second derivative of log Gamma, for x > 0 (NaN elsewhere); relative error below 1e-14. psi'(x) = psi'(x + 1) + 1/x^2 lifts x to
 * the range of the asymptotic series 1/x + 1/(2x^2) + sum_j B_2j / x^(2j+1) (Abramowitz and Stegun 1964, 6.4.6 and 6.4.12).
 */
export function trigamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let lifted = x;
  let recurrence = 0;
  while (lifted < SERIES_FROM) {
    recurrence += 1 / (lifted * lifted);
    lifted += 1;
  }
  const inverseSquare = 1 / (lifted * lifted);
  const series = BERNOULLI.reduceRight((sum, coefficient) => (sum + coefficient) * inverseSquare, 0);
  return recurrence + 1 / lifted + 0.5 * inverseSquare + series / lifted;
}

/** The x > 0 with psi'(x) = y, y > 0 (NaN elsewhere), relative error below 1e-12, by Newton on 1/psi', which is convex and nearly linear (Smyth 2004, appendix). */
export function inverseTrigamma(y: number): number {
  if (!(y > 0)) return Number.NaN;
  // psi'(x) ~ 1/x far out and 1/x^2 near 0.
  if (y > 1e7) return 1 / Math.sqrt(y);
  if (y < 1e-6) return 1 / y;
  let x = 0.5 + 1 / y;
  for (let step = 0; step < 50; step++) {
    const value = trigamma(x);
    const move = (value * (1 - value / y)) / tetragamma(x);
    x += move;
    if (-move < 1e-13 * x) break;
  }
  return x;
}

/** psi''(x), to the few digits that a Newton step needs. */
function tetragamma(x: number): number {
  let lifted = x;
  let recurrence = 0;
  while (lifted < SERIES_FROM) {
    recurrence += 2 / (lifted * lifted * lifted);
    lifted += 1;
  }
  const inverse = 1 / lifted;
  const square = inverse * inverse;
  return -(recurrence + square * (1 + inverse + square * (1 / 2 + square * (-1 / 6 + square / 6))));
}
