import type { Table } from '@minebench/report';
import { decimals } from '../site/number.ts';

/** A table of numbers with four decimals, whole numbers and words as they are. */
export const numberTable = (
  caption: string,
  titles: readonly string[],
  rows: readonly (readonly (number | string)[])[],
): Table => ({
  caption,
  columns: titles.map((title, k) => ({ title, align: typeof rows[0]?.[k] === 'string' ? 'left' : 'right' })),
  rows: rows.map((row) =>
    row.map((cell) => (typeof cell === 'string' ? cell : Number.isInteger(cell) ? String(cell) : decimals(cell, 4))),
  ),
  notes: [],
});
