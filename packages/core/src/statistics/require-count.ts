import { InputError } from '../errors.ts';

/** Throws where there are fewer values than a statistic needs. */
export function requireCount(argument: string, count: number, least: number): void {
  if (count < least)
    throw new InputError({
      argument,
      value: count,
      problem: `${count === 1 ? 'value is' : 'values are'} too few`,
      remedy: `give at least ${least}`,
    });
}
