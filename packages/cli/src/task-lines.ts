import type { KnownMi } from '@minebench/core';
import type { ListedTask } from '@minebench/runner';

/** `0.4133`, and `0.4085 +- 0.0002` where the value has a standard error. */
export const natsOf = ({ nats, standardError }: KnownMi): string =>
  standardError === undefined ? nats.toFixed(4) : `${nats.toFixed(4)} +- ${standardError.toPrecision(1)}`;

/** A line a task: id, dimensions of X and Y, information, how it is known, what makes it hard and the options it is shown with. */
export function taskLines(tasks: readonly ListedTask[]): string[] {
  const rows = tasks.map(({ id, dimX, dimY, mi, summary, options }) => [
    id,
    `${dimX} x ${dimY}`,
    `${natsOf(mi)} nats`,
    mi.method,
    options ? `${summary} (here ${optionsText(options)})` : summary,
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}

function optionsText(options: Readonly<Record<string, unknown>>): string {
  const text = Object.entries(options)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
