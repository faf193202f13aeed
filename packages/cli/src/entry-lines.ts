import type { ListedEntry } from '@minebench/runner';

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

type Option = ListedEntry['options'][number];

/** `k=3`, `start=debias|first-batch` with the default first, `clipNorm` where there is no default. */
function optionText({ name, default: usual, values }: Option): string {
  if (values === undefined) return usual === undefined ? name : `${name}=${text(usual)}`;
  const others = values.filter((value) => value !== usual);
  return `${name}=${[...(usual === undefined ? [] : [usual]), ...others].map(text).join('|')}`;
}

/** A line an entry: its names, what it bounds, what it is; and below it, where it has any, its options with their defaults. */
export function entryLines(entries: readonly ListedEntry[]): string[] {
  const cells = entries.map(({ id, aliases, kind }) => [
    [id, ...aliases].join(', '),
    ...(kind === undefined ? [] : [`${kind} bound`]),
  ]);
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const before = (row: readonly string[]) => widths.map((width, column) => `${(row[column] ?? '').padEnd(width)}  `);
  return entries.flatMap(({ summary, options }, index) => [
    [...before(cells[index]), summary].join(''),
    ...(options.length > 0 ? [[...before([]), options.map(optionText).join(', ')].join('')] : []),
  ]);
}
