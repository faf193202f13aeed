import type { Table } from './table.ts';

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

/** Letters of a line, as a terminal counts them. */
const widthOf = (text: string): number => [...text].length;

/** Aligned text for a terminal, a line a row, under a ruled head. */
export function textTable({ columns, rows }: Pick<Table, 'columns' | 'rows'>): string {
  const cells = [columns.map((column) => column.title), ...rows].map((row) => row.map(oneLine));
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => widthOf(row[index]))));
  const line = (row: readonly string[]): string =>
    row
      .map((text, index) => {
        const space = ' '.repeat(widths[index] - widthOf(text));
        return columns[index].align === 'right' ? space + text : text + space;
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [line(cells[0]), rule, ...cells.slice(1).map(line)].join('\n');
}
