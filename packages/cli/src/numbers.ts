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

/** More processes than a host has ever had processors for. */
const MOST_WORKERS = 1024;

/** @throws InputError unless the text is a positive integer that a host can be asked for */
export function workerCount(text: string | undefined): number | undefined {
  const count = positiveInteger('--workers', text);
  if (count === undefined || count <= MOST_WORKERS) return count;
  throw new InputError({
    argument: '--workers',
    value: text,
    problem: 'asks for more processes than a host can have',
    remedy: `give at most ${MOST_WORKERS}; one a processor is what pays`,
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

/** @throws InputError unless the text is `INDEX/COUNT` with an index from 0 to COUNT - 1 */
export function shardOf(text: string | undefined): { readonly index: number; readonly count: number } | undefined {
  if (text === undefined) return undefined;
  const [index, count] = (/^(\d+)\/(\d+)$/.exec(text)?.slice(1) ?? []).map(Number);
  if (index < count && Number.isSafeInteger(count)) return { index, count };
  throw new InputError({
    argument: '--shard',
    value: text,
    problem: 'is no INDEX/COUNT',
    remedy: 'count the shards from 0, as in 0/4 to 3/4',
  });
}
