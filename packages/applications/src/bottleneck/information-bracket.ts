import { exp, log } from '@minebench/core';

/** Rows `[count, K]` of what describes codes of normal distributions, and one draw of each. */
export interface DrawnCodes {
  readonly count: number;
  readonly code: number;
  readonly mean: ArrayLike<number>;
  readonly deviation: ArrayLike<number>;
  readonly z: ArrayLike<number>;
}

/** I(X;Z) in nats between two estimates whose expectations enclose it. */
export interface InformationBracket {
  /** At most log `count`. */
  readonly low: number;
  readonly high: number;
}

/**
 * I(X;Z) for a known p(z|x), from images x_1 .. x_M with a code each (Poole et al. 2019, section 2.1 and 2.5): in expectation
 * E log p(z_i|x_i) / mean_j p(z_i|x_j) is a lower bound, InfoNCE at its optimum, and the same with the mean over j other than i an upper bound, leave-one-out. No training,
 * so that a critic can be held to it.
 */
export function informationBracket({ count, code, mean, deviation, z }: DrawnCodes): InformationBracket {
  const logWidths = Float64Array.from({ length: count }, (_, j) => {
    let sum = 0;
    for (let k = 0; k < code; k++) sum += log(deviation[j * code + k]);
    return sum;
  });
  const logDensities = new Float64Array(count);
  let low = 0;
  let high = 0;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      let squares = 0;
      for (let k = 0; k < code; k++) {
        const at = j * code + k;
        const standardised = (z[i * code + k] - mean[at]) / deviation[at];
        squares += standardised * standardised;
      }
      logDensities[j] = -squares / 2 - logWidths[j];
    }
    const own = logDensities[i];
    low += own - logMeanOf(logDensities, -1);
    high += own - logMeanOf(logDensities, i);
  }
  return { low: low / count, high: high / count };
}

/** log mean e^v over all but one place; -1 leaves none out. */
function logMeanOf(values: Float64Array, without: number): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < values.length; k++) if (k !== without && values[k] > largest) largest = values[k];
  let sum = 0;
  for (let k = 0; k < values.length; k++) if (k !== without) sum += exp(values[k] - largest);
  return largest + log(sum / (values.length - (without < 0 ? 0 : 1)));
}
