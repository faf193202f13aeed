import { InputError } from '@minebench/core';

/** @throws InputError unless the text is a positive integer */
export function positiveInteger(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(number) && number > 0) return number;
  throw new InputError({
    argument: option,
    value: text,
    problem: 'is no positive integer',
    remedy: 'give one, as in 4',
  });
}

/** @throws InputError unless the text is an integer of at least 0 that a number holds exactly */
export function nonNegativeInteger(option: string, text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number)) return number;
  throw new InputError({
    argument: option,
    value: text,
    problem: 'is no integer of at least 0',
    remedy: 'give one, as in 0',
  });
}

/** @throws InputError unless the text is a positive number */
export function positiveNumber(option: string, text: string | undefined, remedy: string): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number) && number > 0) return number;
  throw new InputError({
    argument: option,
    value: text,
    problem: 'is no positive number',
    remedy,
  });
}
