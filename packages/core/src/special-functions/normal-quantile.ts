import { log, log1p } from '../random/elementary/log.ts';
import { erf } from './erf.ts';
import { normalCdf, normalDensity } from './normal-cdf.ts';

/** Newton doubles the digits: from any start below, six steps are enough; the rest is for arguments nobody has thought of. */
const LIMIT = 20;

/**
 * The x with Phi(x) = p, relative error below 1e-14: -Infinity at 0, Infinity at 1, NaN outside [0, 1]. From IEEE operations alone: the same bits on every
 * machine.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return -Infinity;
  if (p === 1) return Infinity;
  if (p < 0.25) return inLowerTail(p);
  // p - 1/2 and 1 - p are exact here.
  return p > 0.75 ? -inLowerTail(1 - p) : nearMedian(p - 0.5);
}

/** Newton for erf(x / sqrt 2) / 2 = share: exact for a small share, where Phi itself would have rounded it away. */
function nearMedian(share: number): number {
  let x = share / normalDensity(0);
  for (let step = 0; step < LIMIT; step++) {
    const next = x - (0.5 * erf(Math.SQRT1_2 * x) - share) / normalDensity(x);
    if (Math.abs(next - x) <= 1e-15 * Math.abs(x)) return next;
    x = next;
  }
  return x;
}

/** Newton for log Phi(x) = log p: log Phi is concave, so that from below the iterates rise to the root and never pass it. */
function inLowerTail(p: number): number {
  // Phi(-t) < e^(-t^2/2) = p
  let x = -Math.sqrt(-2 * log(p));
  // Below all normal numbers the density is 0 before p is.
  if (x < -38) x = -38;
  for (let step = 0; step < LIMIT; step++) {
    const probability = normalCdf(x);
    const excess = Math.abs(probability - p) < 0.5 * p ? log1p((probability - p) / p) : log(probability / p);
    const next = x - (excess * probability) / normalDensity(x);
    if (Math.abs(next - x) <= 1e-15 * Math.abs(x)) return next;
    x = next;
  }
  return x;
}
