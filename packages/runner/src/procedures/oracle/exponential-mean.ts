import { exp, log } from '@minebench/core';

/**
 * Mean and variance of e^t over a stream, relative to e^(largest t so far), so that no t overflows; the running moments are Welford's.
 */
export class ExponentialMean {
  private count = 0;
  private largest = Number.NEGATIVE_INFINITY;
  /** Mean and sum of squared deviations of e^(t - largest). */
  private mean = 0;
  private squares = 0;

  add(t: number): void {
    if (t > this.largest) {
      const scale = exp(this.largest - t);
      this.mean *= scale;
      this.squares *= scale * scale;
      this.largest = t;
    }
    const weight = exp(t - this.largest);
    this.count++;
    const difference = weight - this.mean;
    this.mean += difference / this.count;
    this.squares += difference * (weight - this.mean);
  }

  /** log mean e^t. */
  get logMean(): number {
    return this.largest + log(this.mean);
  }

  /** mean e^t. */
  get value(): number {
    return exp(this.largest) * this.mean;
  }

  /** Variance of the mean of e^t. */
  get varianceOfMean(): number {
    return this.relativeVarianceOfMean * this.value ** 2;
  }

  /** Variance of the mean of e^t over its square: that of log mean e^t, by the delta method. */
  get relativeVarianceOfMean(): number {
    return this.squares / (this.count - 1) / this.count / this.mean ** 2;
  }
}
