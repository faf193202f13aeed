import { exp } from '../random/elementary/exp.ts';
import { log } from '../random/elementary/log.ts';
import { requireCount } from './require-count.ts';

/** log sum e^v without overflow: the largest value is taken out first. -Infinity where there are no values. */
export function logSumExp(values: ArrayLike<number>): number {
  let largest = -Infinity;
  for (let index = 0; index < values.length; index++) {
    if (Number.isNaN(values[index])) return NaN;
    if (values[index] > largest) largest = values[index];
  }
  if (!Number.isFinite(largest)) return largest;
  let total = 0;
  let lost = 0;
  for (let index = 0; index < values.length; index++) {
    const term = exp(values[index] - largest) - lost;
    const next = total + term;
    lost = next - total - term;
    total = next;
  }
  return largest + log(total);
}

/**
 * log of the mean of e^v.
 * @throws InputError where there are no values
 */
export function logMeanExp(values: ArrayLike<number>): number {
  requireCount('logMeanExp of', values.length, 1);
  return logSumExp(values) - log(values.length);
}
