import { InputError } from '../errors.ts';
import { requireCount } from './require-count.ts';

/**
 * Quantile with linear interpolation between order statistics: type 7 of R. J. Hyndman and Y. Fan (1996), the default of R and NumPy.
 * @param probability - in [0, 1]
 * @throws InputError where there are no values, where one is NaN or where `probability` is outside [0, 1]
 */
export function quantile(values: ArrayLike<number>, probability: number): number {
  return quantileOfSorted(sorted(values), probability);
}

/**
 * The 1/2-quantile.
 * @throws InputError where there are no values or where one is NaN
 */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/** Ascending copy. */
export function sorted(values: ArrayLike<number>): Float64Array {
  const copy = Float64Array.from(values).sort();
  // NaN sorts last
  if (Number.isNaN(copy[copy.length - 1]))
    throw new InputError({ argument: 'values', value: NaN, problem: 'have no order', remedy: 'leave NaN out' });
  return copy;
}

/** `quantile` of values that are sorted already. */
export function quantileOfSorted(values: ArrayLike<number>, probability: number): number {
  requireCount('quantile of', values.length, 1);
  if (!(probability >= 0 && probability <= 1))
    throw new InputError({
      argument: 'probability',
      value: probability,
      problem: 'is no probability',
      remedy: 'give a number from 0 to 1',
    });
  const position = probability * (values.length - 1);
  const below = Math.floor(position);
  const share = position - below;
  return share === 0 ? values[below] : values[below] + share * (values[below + 1] - values[below]);
}
