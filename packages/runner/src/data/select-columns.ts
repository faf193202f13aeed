import { InputError, suggestion } from '@minebench/core';

/**
 * Columns named on the command line: names, indices from 0 and ranges of indices with both ends, between commas: `x0,x1`, `0-4`, `age,3-5`. A column
 * that has such a name goes before an index.
 * @param argument - what gave the text, for error messages: `--x`
 * @returns indices, in the order given
 * @throws InputError where a column is unknown (with the nearest names), beyond the last one or named twice
 */
export function selectColumns(text: string, names: readonly string[], argument: string): number[] {
  const wrong = (value: string, problem: string, remedy: string) =>
    new InputError({ argument, value, problem, remedy });
  const last = names.length - 1;
  const chosen = text.split(',').flatMap((part) => {
    const word = part.trim();
    if (word === '') throw wrong(text, 'names no column', 'give names or indices, as in x0,x1 or 0-4');
    const named = names.flatMap((name, index) => (name === word ? [index] : []));
    if (named.length > 1) throw wrong(word, `names ${named.length} columns`, `give an index: ${named.join(' or ')}`);
    if (named.length === 1) return named;
    const [, first, end = first] = /^(\d+)(?:-(\d+))?$/.exec(word) ?? [];
    if (first === undefined) throw wrong(word, 'is no column', suggestion(word, names));
    const [from, to] = [Number(first), Number(end)];
    if (to > last) throw wrong(word, `is beyond the last column, ${last}`, `give indices from 0 to ${last}`);
    if (from > to) throw wrong(word, 'is a range that ends before it begins', `give ${to}-${from}`);
    return Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
  });
  const twice = chosen.find((column, index) => chosen.indexOf(column) !== index);
  if (twice !== undefined) throw wrong(text, `names column ${names[twice]} twice`, 'name it once');
  return chosen;
}
