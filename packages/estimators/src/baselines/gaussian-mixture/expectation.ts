import { exp, logSumExp } from '@minebench/core';
import type { Points } from '../points.ts';
import { logWeighted, type Mixture } from './mixture.ts';

/** Each point's share of each component, `[count, components]` row-major, and the log likelihood of the points in nats. */
export interface Expectation {
  readonly shares: Float64Array;
  readonly logLikelihood: number;
}

/** The E step. */
export function expectation(mixture: Mixture, { count, dim, values }: Points): Expectation {
  const size = mixture.length;
  const weighted = logWeighted(mixture);
  const shares = new Float64Array(count * size);
  const terms = new Float64Array(size);
  let logLikelihood = 0;
  for (let row = 0; row < count; row++) {
    weighted(values, row * dim, terms);
    const density = size === 1 ? terms[0] : logSumExp(terms);
    logLikelihood += density;
    for (let c = 0; c < size; c++) shares[row * size + c] = size === 1 ? 1 : exp(terms[c] - density);
  }
  return { shares, logLikelihood };
}
