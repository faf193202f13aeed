import { InputError, type Located } from '@minebench/core';

/** The longest typed array of every Node that we support, in numbers. */
const LONGEST_ARRAY = 2 ** 32;

/**
 * @param dimension - of the larger of X and Y
 * @param pairs - how many of them are drawn at once
 * @throws InputError where an array cannot hold so many pairs; it blames the larger of the two
 */
export function requireArrayLength(dimension: Located<number>, pairs: Located<number>): void {
  if (dimension.value * pairs.value <= LONGEST_ARRAY) return;
  const [blamed, other] = dimension.value >= pairs.value ? [dimension, pairs] : [pairs, dimension];
  throw new InputError({
    argument: blamed.path,
    value: blamed.value,
    problem: `times ${other.path} = ${other.value} is more numbers than an array holds (${LONGEST_ARRAY})`,
    remedy: 'lower one of the two',
  });
}

/** What an error says, with a remedy where it is the runtime's refusal to make an array. */
export const explainAllocation = (message: string): string =>
  /^(Array buffer allocation failed|Invalid typed array length)/.test(message)
    ? `the sample does not fit the memory (${message}); lower the dimension or the sizes`
    : message;
