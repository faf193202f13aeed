import type { Pairs, Task } from '@minebench/core';
import { type Check, largestOf } from './check.ts';
import { coordinate } from './marginals.ts';

/** Rounding of a correlation that is exactly one. */
const ROUNDING = 1e-9;

/** Values less their mean, over their standard deviation. */
function standardised(values: Float64Array): Float64Array {
  let total = 0;
  for (const value of values) total += value;
  const center = total / values.length;
  let squares = 0;
  for (const value of values) squares += (value - center) ** 2;
  const scale = Math.sqrt(squares / values.length);
  return values.map((value) => (value - center) / scale);
}

/**
 * The correlation of two standardised samples, and its standard error: of the influence z w - r (z^2 + w^2) / 2, so that no normality is assumed.
 */
export function correlation(z: Float64Array, w: Float64Array): { r: number; standardError: number } {
  const count = z.length;
  let [zw, zzww, zzzw, zwww, zzzz, wwww] = [0, 0, 0, 0, 0, 0];
  for (let k = 0; k < count; k++) {
    const [a, b] = [z[k], w[k]];
    const product = a * b;
    zw += product;
    zzww += product * product;
    zzzw += a * a * product;
    zwww += b * b * product;
    zzzz += a * a * a * a;
    wwww += b * b * b * b;
  }
  const r = zw / count;
  const square = (zzww - r * (zzzw + zwww) + (r * r * (zzzz + 2 * zzww + wwww)) / 4) / count;
  return { r, standardError: Math.sqrt(Math.max(0, square) / count) };
}

/** Every entry of the stated correlation matrix, held to the sample's. */
export function checkCorrelations(task: Task, pairs: Pairs): Check | undefined {
  const stated = task.evidence?.correlation;
  if (!stated) return undefined;
  const columns = [
    ...Array.from({ length: pairs.dimX }, (_, k) => coordinate(pairs.x, pairs.dimX, k)),
    ...Array.from({ length: pairs.dimY }, (_, k) => coordinate(pairs.y, pairs.dimY, k)),
  ].map(standardised);
  const name = (index: number) => (index < pairs.dimX ? `x${index}` : `y${index - pairs.dimX}`);
  const bound = largestOf((columns.length * (columns.length - 1)) / 2);
  let worst = { entry: '', stated: 0, r: 0, standardErrors: -1 };
  for (let i = 0; i < columns.length; i++) {
    for (let j = 0; j < i; j++) {
      const { r, standardError } = correlation(columns[i], columns[j]);
      const difference = Math.abs(r - stated[i][j]);
      const standardErrors = difference <= ROUNDING ? 0 : difference / standardError;
      // NaN must not pass.
      if (!(standardErrors <= worst.standardErrors))
        worst = { entry: `${name(j)}, ${name(i)}`, stated: stated[i][j], r, standardErrors };
    }
  }
  return {
    name: 'correlations',
    verdict: worst.standardErrors <= bound ? 'holds' : 'fails',
    detail: `furthest off: ${worst.entry} at ${worst.r.toFixed(4)} against ${worst.stated.toFixed(4)}, ${worst.standardErrors.toFixed(1)} standard errors of ${bound.toFixed(1)} at ${pairs.count} draws`,
    numbers: { ...worst, bound, draws: pairs.count },
  };
}
