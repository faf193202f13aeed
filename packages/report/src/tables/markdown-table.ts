import type { Table } from './table.ts';

/** Text made safe inside a line of Markdown: it can begin no tag, link, code, table cell or new line. */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]|~]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');

/** A table as GitHub renders it, with its notes below. */
export function markdownTable({ columns, rows, notes }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map((column) => escapeMarkdown(column.title))),
    line(columns.map((column) => (column.align === 'right' ? '---:' : '---'))),
    ...rows.map((row) => line(row.map(escapeMarkdown))),
    ...notes.flatMap((note) => ['', escapeMarkdown(note)]),
  ].join('\n');
}
