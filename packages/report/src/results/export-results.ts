import { writeFileSync } from 'node:fs';
import { type CellRecord, canonicalJson, InputError } from '@minebench/core';
import { type ResultRow, resultColumns, resultRows } from './result-columns.ts';

export interface ResultsSink {
  write(rows: readonly ResultRow[]): void;
  end(): void;
}

const names = Object.keys(resultColumns);

const formats = {
  // Loaded when it is asked for: every worker loads this package, and none of them writes Parquet.
  '.parquet': async (descriptor: number) => (await import('./parquet-sink.ts')).parquetSink(descriptor),
  '.csv': csvSink,
  '.jsonl': jsonLinesSink,
} as const satisfies Readonly<Record<string, (descriptor: number) => ResultsSink | Promise<ResultsSink>>>;

export type ResultsFormat = keyof typeof formats;

/**
 * What a file's name says of its format: `.parquet`, `.csv` or `.jsonl`.
 * @throws InputError where it says none of these
 */
export function resultsFormat(path: string, argument: string): ResultsFormat {
  const format = (Object.keys(formats) as ResultsFormat[]).find((end) => path.endsWith(end));
  if (format) return format;
  throw new InputError({
    argument,
    value: path,
    problem: 'names no format',
    remedy: `end it with ${Object.keys(formats).join(', ')}`,
  });
}

/** Rows that are written at a time, which bounds the memory. */
const BATCH = 1000;

/**
 * Writes the table of all records to an open file, with a memory that does not grow with their number. Parquet has typed columns and curves as lists, JSON Lines an object a
 * row, CSV its lists as JSON text and nothing where there is null. Failures come last: their truth is known from other records of the same task.
 * @returns the number of rows
 */
export async function exportResults(
  records: AsyncIterable<CellRecord>,
  format: ResultsFormat,
  descriptor: number,
): Promise<number> {
  const sink = await formats[format](descriptor);
  const truths = new Map<string, ResultRow>();
  const failures: ResultRow[] = [];
  let rows = 0;
  const write = (batch: readonly ResultRow[]): void => {
    if (batch.length > 0) sink.write(batch);
    rows += batch.length;
  };
  let batch: ResultRow[] = [];
  for await (const record of records) {
    const [row] = resultRows([record]);
    if (typeof row.truth === 'number') truths.set(taskOf(row), row);
    (row.status === 'failed' ? failures : batch).push(row);
    if (batch.length < BATCH) continue;
    write(batch);
    batch = [];
  }
  write(batch);
  for (let start = 0; start < failures.length; start += BATCH)
    write(
      failures.slice(start, start + BATCH).map((row) => {
        const { truth = null, truthMethod = null } = truths.get(taskOf(row)) ?? row;
        return { ...row, truth, truthMethod };
      }),
    );
  sink.end();
  return rows;
}

const taskOf = ({ procedure, task, taskOptions }: ResultRow): string => JSON.stringify([procedure, task, taskOptions]);

const lines = (descriptor: number, lineOf: (row: ResultRow) => string): ResultsSink => ({
  write: (rows) => writeFileSync(descriptor, rows.map((row) => `${lineOf(row)}\n`).join('')),
  end: () => {},
});

function csvSink(descriptor: number): ResultsSink {
  writeFileSync(descriptor, `${names.join(',')}\n`);
  return lines(descriptor, (row) => names.map((name) => csvField(row[name] ?? null)).join(','));
}

/** A field as RFC 4180 quotes it. */
function csvField(value: unknown): string {
  if (value === null) return '';
  const text = typeof value === 'object' ? canonicalJson(value as never) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function jsonLinesSink(descriptor: number): ResultsSink {
  return lines(descriptor, (row) => JSON.stringify(Object.fromEntries(names.map((name) => [name, row[name] ?? null]))));
}
