import { requireCount } from './require-count.ts';

/** Sum with the rounding errors carried along (Neumaier's compensated summation): accurate to the last bits whatever the order. */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  let lost = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  // beyond the finite numbers the compensation is NaN, the plain sum is right
  return Number.isFinite(total) ? total + lost : total;
}

/**
 * Arithmetic mean.
 * @throws InputError where there are no values
 */
export function mean(values: ArrayLike<number>): number {
  requireCount('mean of', values.length, 1);
  return sum(values) / values.length;
}
