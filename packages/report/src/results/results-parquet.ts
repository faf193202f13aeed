import type { CellRecord } from '@minebench/core';
import { type ColumnSource, ParquetWriter, parquetWriteBuffer, type Writer } from 'hyparquet-writer';
import { type ColumnKind, type ResultRow, resultColumns, resultRows } from './result-columns.ts';

interface Element {
  readonly name: string;
  readonly [key: string]: unknown;
}

const scalar = (name: string, kind: 'STRING' | 'DOUBLE' | 'BOOLEAN'): Element => ({
  name,
  repetition_type: 'OPTIONAL',
  ...(kind === 'STRING' ? { type: 'BYTE_ARRAY', converted_type: 'UTF8' } : { type: kind }),
});

/** The three-level list of the Parquet format. */
const list = (name: string, kind: 'STRING' | 'DOUBLE'): Element[] => [
  { name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  scalar('element', kind),
];

const elements = (name: string, kind: ColumnKind): Element[] =>
  kind === 'STRINGS' ? list(name, 'STRING') : kind === 'DOUBLES' ? list(name, 'DOUBLE') : [scalar(name, kind)];

const columns = Object.entries(resultColumns);

type Schema = NonNullable<Parameters<typeof parquetWriteBuffer>[0]['schema']>;

const schema = [
  { name: 'root', num_children: columns.length },
  ...columns.flatMap(([name, kind]) => elements(name, kind)),
] as unknown as Schema;

const createdBy = 'minebench';

const columnData = (rows: readonly ResultRow[]): ColumnSource[] =>
  columns.map(([name]) => ({ name, data: rows.map((row) => row[name] ?? null) })) as ColumnSource[];

/** All records as one Parquet file, a row each. */
export const resultsParquet = (records: readonly CellRecord[]): Buffer =>
  Buffer.from(parquetWriteBuffer({ columnData: columnData(resultRows(records)), schema, createdBy }));

/** The same piece by piece, a row group each. */
export function parquetResults(writer: Writer) {
  const parquet = new ParquetWriter({ writer, schema, createdBy });
  return {
    write(rows: readonly ResultRow[]): void {
      parquet.write({ columnData: columnData(rows), rowGroupSize: rows.length });
    },
    end(): void {
      parquet.finish();
    },
  };
}
