import { InputError } from '@minebench/core';

/** Refuses anything but a positive whole number of draws. */
export function requireCount(count: number): void {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new InputError({
      argument: 'n',
      value: count,
      problem: 'is no number of draws',
      remedy: 'give a positive whole number',
    });
  }
}
