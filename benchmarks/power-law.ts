/** t = floor + c x^p. */
export interface PowerLaw {
  readonly exponent: number;
  readonly floor: number;
}

/**
 * Fits times above an overhead floor, floor >= 0, by least squares of relative errors: for each exponent on a grid of thousandths the two other numbers are a
 * linear problem.
 */
export function fitPowerLaw(x: readonly number[], t: readonly number[]): PowerLaw {
  let best = { exponent: Number.NaN, floor: Number.NaN, error: Number.POSITIVE_INFINITY };
  for (let thousandths = -500; thousandths <= 2500; thousandths++) {
    const exponent = thousandths / 1000;
    const { floor, error } = fitLine(
      x.map((value) => value ** exponent),
      t,
    );
    if (error < best.error) best = { exponent, floor, error };
  }
  return best;
}

/** t = floor + slope u with relative errors and floor >= 0. */
function fitLine(u: readonly number[], t: readonly number[]) {
  let [ww, wu, uu, w1, u1] = [0, 0, 0, 0, 0];
  t.forEach((time, k) => {
    const [w, v] = [1 / time, u[k] / time];
    ww += w * w;
    wu += w * v;
    uu += v * v;
    w1 += w;
    u1 += v;
  });
  const determinant = ww * uu - wu * wu;
  const free = determinant > 0 ? (w1 * uu - u1 * wu) / determinant : 0;
  const floor = Math.max(0, free);
  const slope = (u1 - floor * wu) / uu;
  const error = t.reduce((sum, time, k) => sum + ((floor + slope * u[k]) / time - 1) ** 2, 0);
  return { floor, error: slope < 0 ? Number.POSITIVE_INFINITY : error };
}
