import { reduceAngle } from './reduce-angle.ts';

/** (-1)^n / (2n + 1)! and (-1)^n / (2n)!, each the quotient's nearest double. */
const S3 = -1 / 6;
const S5 = 1 / 120;
const S7 = -1 / 5040;
const S9 = 1 / 362880;
const S11 = -1 / 39916800;
const S13 = 1 / 6227020800;
const S15 = -1 / 1307674368000;
const S17 = 1 / 355687428096000;
const C4 = 1 / 24;
const C6 = -1 / 720;
const C8 = 1 / 40320;
const C10 = -1 / 3628800;
const C12 = 1 / 479001600;
const C14 = -1 / 87178291200;
const C16 = 1 / 20922789888000;

/** sin(r + tail) for |r| <= pi/4: the Taylor series, remainder below 2^-62 of the result. */
function sineNear(r: number, tail: number): number {
  const z = r * r;
  const series = S3 + z * (S5 + z * (S7 + z * (S9 + z * (S11 + z * (S13 + z * (S15 + z * S17))))));
  return r + (r * z * series + tail * (1 - 0.5 * z));
}

/** cos(r + tail) for |r| <= pi/4; 1 - r^2/2 is kept with what its subtraction rounds away. */
function cosineNear(r: number, tail: number): number {
  const z = r * r;
  const half = 0.5 * z;
  const head = 1 - half;
  const series = C4 + z * (C6 + z * (C8 + z * (C10 + z * (C12 + z * (C14 + z * C16)))));
  return head + (1 - head - half + (z * z * series - r * tail));
}

/**
 * The sine from IEEE + - * / alone, within about one unit in the last place for every double: the same bits on every machine.
 */
export function sin(x: number): number {
  if (!(Math.abs(x) < Infinity)) return NaN;
  if (Math.abs(x) < 1e-8) return x;
  const { quadrant, high, low } = reduceAngle(x);
  const value = quadrant % 2 === 0 ? sineNear(high, low) : cosineNear(high, low);
  return quadrant < 2 ? value : -value;
}

/** The cosine from IEEE + - * / alone, within about one unit in the last place for every double: the same bits on every machine. */
export function cos(x: number): number {
  if (!(Math.abs(x) < Infinity)) return NaN;
  const { quadrant, high, low } = reduceAngle(x);
  const value = quadrant % 2 === 0 ? cosineNear(high, low) : sineNear(high, low);
  return quadrant === 0 || quadrant === 3 ? value : -value;
}
