import { requireCount } from './require-count.ts';

/**
 * Mean and variance of values that come one by one, in constant memory and without cancellation.
 * B. P. Welford, Note on a method for calculating corrected sums of squares and products, Technometrics 4 (1962).
 */
export class RunningMoments {
  private seen = 0;
  private center = 0;
  private squares = 0;

  get count(): number {
    return this.seen;
  }

  /**
   * Of the values so far.
   * @throws InputError before the first value
   */
  get mean(): number {
    requireCount('mean of', this.seen, 1);
    return this.center;
  }

  /**
   * Unbiased variance of the values so far.
   * @throws InputError before the second value
   */
  get variance(): number {
    requireCount('variance of', this.seen, 2);
    return this.squares / (this.seen - 1);
  }

  push(value: number): void {
    this.seen++;
    const deviation = value - this.center;
    this.center += deviation / this.seen;
    this.squares += deviation * (value - this.center);
  }
}
