import { InputError } from '@minebench/core';

/** @throws InputError, about the options of a command, where a batch has more pairs than there are */
export function requireBatchFits(batchSize: number, n: number): void {
  if (batchSize > n)
    throw new InputError({
      argument: '--batch-size',
      value: batchSize,
      problem: `exceeds the ${n} training pairs`,
      remedy: 'lower it or raise --n',
    });
}
