/** Newton needs far fewer; from there on bisection alone closes the bracket, whatever the function does. */
const NEWTON_STEPS = 20;
const MOST_STEPS = 200;

/**
 * The root of an increasing function within a bracket, to the last bits, by Newton's method kept inside the bracket. A fixed sequence of IEEE operations:
 * as reproducible as the function is.
 * @param start - inside the bracket
 */
export function increasingRoot(
  f: (x: number) => number,
  slope: (x: number) => number,
  bracket: readonly [lower: number, upper: number],
  start = bracket[0] + (bracket[1] - bracket[0]) / 2,
): number {
  let [lower, upper] = bracket;
  let x = start;
  for (let step = 0; step < MOST_STEPS; step++) {
    const value = f(x);
    if (value === 0) return x;
    if (value < 0) lower = x;
    else upper = x;
    const newton = x - value / slope(x);
    const inside = step < NEWTON_STEPS && newton >= lower && newton <= upper;
    const next = inside ? newton : lower + (upper - lower) / 2;
    if (Math.abs(next - x) <= 2e-16 * Math.abs(x)) return next;
    x = next;
  }
  return x;
}
