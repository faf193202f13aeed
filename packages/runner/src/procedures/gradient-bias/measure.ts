import { createStream, exp, foldIn, type Key, mean, type Stream, standardErrorOfMean } from '@minebench/core';

/** Independent runs of minibatches, whose spread gives the standard error: within one, a moving average ties batches together. */
export const CHAINS = 32;

export interface MeasuredBias {
  readonly mean: number;
  readonly standardError: number;
}

export interface GradientBiasPlan {
  /** a of the critic t = a x y; |a| < 1/2. */
  readonly scale: number;
  /** n'. */
  readonly referenceSize: number;
  /** Of the new batch in the moving average; 1 for the batch's own mean. */
  readonly weight: number;
  /** Minibatches, over all chains. */
  readonly replicates: number;
}

/** M(a) = E e^(a x y) = (1 - a^2)^(-1/2) of independent standard normal x, y, and its derivative by a. */
const momentsAt = (a: number) => ({ value: (1 - a * a) ** -0.5, derivative: a * (1 - a * a) ** -1.5 });

/** The next minibatch: means over n' pairs of z e^(a z) and of e^(a z), z = x y. */
function batchMeans(stream: Stream, x: Float64Array, y: Float64Array, a: number): { numerator: number; mean: number } {
  stream.fillNormal(x);
  stream.fillNormal(y);
  let numerator = 0;
  let denominator = 0;
  for (let k = 0; k < x.length; k++) {
    const z = x[k] * y[k];
    const power = exp(a * z);
    numerator += z * power;
    denominator += power;
  }
  return { numerator: numerator / x.length, mean: denominator / x.length };
}

/**
 * Bias of the gradient of E_P t - log E_Q e^t by a, where the log's part is taken from n' reference pairs as mean(z e^(az)) / D and D is a moving average of
 * mean(e^(az)): the gradient's mean less its exact value, that is M'/M - E[N / D].
 *
 * `controlled` has the first-order term of N / D about its expectation, (N - M')/M - M' (D - M)/M^2, taken out: its mean is zero, whatever n', and it makes
 * nearly all of the variance. The moving average starts at the exact M, so that this is so from the first batch on, and runs in until its variance is stationary.
 */
export function measureGradientBias(
  { scale, referenceSize, weight, replicates }: GradientBiasPlan,
  key: Key,
): { readonly controlled: MeasuredBias; readonly plain: MeasuredBias } {
  const { value: M, derivative: dM } = momentsAt(scale);
  const steps = Math.ceil(replicates / CHAINS);
  const runIn = weight < 1 ? Math.ceil(8 / weight) : 0;
  const [x, y] = [new Float64Array(referenceSize), new Float64Array(referenceSize)];
  const controlled = new Float64Array(CHAINS);
  const plain = new Float64Array(CHAINS);
  for (let chain = 0; chain < CHAINS; chain++) {
    const stream = createStream(foldIn(key, chain));
    let average = M;
    for (let step = -runIn; step < steps; step++) {
      const batch = batchMeans(stream, x, y, scale);
      average += weight * (batch.mean - average);
      if (step < 0) continue;
      const excess = batch.numerator / average - dM / M;
      const firstOrder = (batch.numerator - dM) / M - (dM * (average - M)) / (M * M);
      plain[chain] -= excess / steps;
      controlled[chain] -= (excess - firstOrder) / steps;
    }
  }
  const summary = (values: Float64Array): MeasuredBias => ({
    mean: mean(values),
    standardError: standardErrorOfMean(values),
  });
  return { controlled: summary(controlled), plain: summary(plain) };
}
