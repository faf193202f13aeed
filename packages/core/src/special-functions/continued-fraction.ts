/** Keeps a denominator that happens to vanish from dividing by zero. */
const TINY = 1e-300;
const nonZero = (x: number): number => (Math.abs(x) < TINY ? TINY : x);

/**
 * b(0) + a(1) / (b(1) + a(2) / (b(2) + ...)) to working precision, by the modified Lentz method (Thompson and Barnett 1986).
 * @returns NaN where it has not converged after `limit` terms
 */
export function continuedFraction(
  numerator: (n: number) => number,
  denominator: (n: number) => number,
  limit: number,
): number {
  let value = nonZero(denominator(0));
  let c = value;
  let d = 0;
  for (let n = 1; n <= limit; n++) {
    const a = numerator(n);
    const b = denominator(n);
    d = 1 / nonZero(b + a * d);
    c = nonZero(b + a / c);
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 4e-16) return value;
  }
  return Number.NaN;
}
