import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { InputError, oneLine } from '@minebench/core';
import { textTable } from '@minebench/report';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { print, printJson } from '../output.ts';
import { consolidate } from './export.ts';

export interface SqlFlags {
  readonly store?: string;
  readonly size?: string;
  readonly engine?: string;
  readonly json?: boolean;
}

const EXPORT = 'write it anew with minebench export';
const DESCRIBE = "describe results tells the table's columns";

/** `minebench sql FILE "select ... from results"`: asks DuckDB about an experiment's records, or about a Parquet file that `export` wrote. */
export async function sql(file: string, query: string, flags: SqlFlags): Promise<ExitCode> {
  const exported = file.endsWith('.parquet');
  if (exported && !existsSync(file))
    throw new InputError({ argument: 'FILE', value: file, problem: 'does not exist', remedy: EXPORT });
  if (query.trim() === '')
    throw new InputError({ argument: 'QUERY', value: query, problem: 'asks nothing', remedy: DESCRIBE });
  const folder = mkdtempSync(join(tmpdir(), 'minebench-sql-'));
  try {
    const table = exported ? resolve(file) : join(folder, 'results.parquet');
    if (!exported) await consolidate(file, table, flags);
    const { columns, rows } = await ask(table, query);
    if (flags.json) for (const row of rows) printJson(Object.fromEntries(columns.map((name, k) => [name, row[k]])));
    else
      print(
        textTable({
          columns: columns.map((title, k) => ({
            title,
            align: rows.every((row) => isNumber(row[k])) ? 'right' : 'left',
          })),
          rows: rows.map((row) => row.map(cellText)),
        }),
      );
    return exitCodes.done;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whole numbers that a double may not hold come as text. */
const isNumber = (value: unknown): boolean => value === null || /^-?[\d.]+(e[-+]?\d+)?$/.test(String(value));

const cellText = (value: unknown): string =>
  value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

async function ask(table: string, query: string) {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  // Nothing is fetched from a network for a query.
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  try {
    await told(connection.run(`create view results as select * from read_parquet('${table.replaceAll("'", "''")}')`), {
      argument: 'FILE',
      value: table,
      remedy: EXPORT,
    });
    const reader = await told(connection.runAndReadAll(query), {
      argument: 'QUERY',
      value: query,
      remedy: DESCRIBE,
    });
    return { columns: reader.deduplicatedColumnNames(), rows: reader.getRowsJson() };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** An error of DuckDB's in one line. */
const told = <T>(
  answer: Promise<T>,
  about: { readonly argument: string; readonly value: string; readonly remedy: string },
): Promise<T> =>
  answer.catch((error: Error) => {
    throw new InputError({
      ...about,
      problem: `is refused by DuckDB: ${oneLine(error.message)}`,
    });
  });
