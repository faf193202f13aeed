import { InputError, suggestion } from '@minebench/core';

/** What is chosen of a file: a column by its index, or something that is computed from columns. */
export type Term<Computed> = number | Computed;

/** Reads what is no column. @throws InputError where it is nothing else either */
export type ReadOther<Computed> = (text: string, names: readonly string[], argument: string) => Computed;

/**
 * Columns named on the command line: names, indices from 0 and ranges of indices with both ends, between commas: `x0,x1`, `0-4`, `age,3-5`. A column
 * that has such a name goes before an index.
 * @param argument - what gave the text, for error messages: `--x`
 * @returns indices, in the order given
 * @throws InputError where a column is unknown (with the nearest names), beyond the last one or named twice
 */
export const selectColumns = (text: string, names: readonly string[], argument: string): number[] =>
  selectTerms<never>(text, names, argument).map(Number);

/**
 * As `selectColumns`, and what is no column goes to `readOther`, with the commas that stand within its brackets: `age,max(a,b)`.
 * @throws InputError as `selectColumns` and `readOther` do
 */
export function selectTerms<Computed>(
  text: string,
  names: readonly string[],
  argument: string,
  readOther?: ReadOther<Computed>,
): Term<Computed>[] {
  const wrong = (value: string, problem: string, remedy: string) =>
    new InputError({ argument, value, problem, remedy });
  const isColumn = (word: string) => names.includes(word) || RANGE.test(word);
  const words = readOther ? joinWithinBrackets(text.split(','), isColumn) : text.split(',');
  const chosen = words.flatMap((part): readonly Term<Computed>[] => {
    const word = part.trim();
    if (word === '') throw wrong(text, 'names no column', 'give names or indices, as in x0,x1 or 0-4');
    if (isColumn(word)) return columnsOf(word, names, argument);
    if (readOther) return [readOther(word, names, argument)];
    throw wrong(word, 'is no column', suggestion(word, names));
  });
  const twice = chosen.find((term, index) => chosen.indexOf(term) !== index);
  if (typeof twice === 'number') throw wrong(text, `names column ${names[twice]} twice`, 'name it once');
  return chosen;
}

const RANGE = /^(\d+)(?:-(\d+))?$/;

/**
 * The column of a name, or those of an index or a range of indices.
 * @throws InputError where it names several, or none
 */
export function columnsOf(word: string, names: readonly string[], argument: string): number[] {
  const wrong = (problem: string, remedy: string) => new InputError({ argument, value: word, problem, remedy });
  const named = names.flatMap((name, index) => (name === word ? [index] : []));
  if (named.length > 1) throw wrong(`names ${named.length} columns`, `give an index: ${named.join(' or ')}`);
  if (named.length === 1) return named;
  const [, first, end = first] = RANGE.exec(word) ?? [];
  if (first === undefined) throw wrong('is no column', suggestion(word, names));
  const last = names.length - 1;
  const [from, to] = [Number(first), Number(end)];
  if (to > last) throw wrong(`is beyond the last column, ${last}`, `give indices from 0 to ${last}`);
  if (from > to) throw wrong('is a range that ends before it begins', `give ${to}-${from}`);
  return Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
}

/** Pieces between commas, but one that is no column and leaves a bracket open goes on until it is closed. */
function joinWithinBrackets(pieces: readonly string[], isColumn: (word: string) => boolean): string[] {
  const joined: string[] = [];
  for (let first = 0, end = 0; first < pieces.length; first = end) {
    let word = pieces[first];
    for (end = first + 1; end < pieces.length && !isColumn(word.trim()) && opensBracket(word); end++)
      word += `,${pieces[end]}`;
    joined.push(word);
  }
  return joined;
}

const opensBracket = (text: string): boolean => text.split('(').length > text.split(')').length;
