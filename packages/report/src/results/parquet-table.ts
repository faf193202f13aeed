import { type ColumnSource, ParquetWriter, parquetWriteBuffer, type Writer } from 'hyparquet-writer';

export type ColumnKind = 'STRING' | 'DOUBLE' | 'BOOLEAN' | 'STRINGS' | 'DOUBLES';

/** A row by column; what is absent is null there. */
export type TableRow = Readonly<Record<string, unknown>>;

/** Columns of a table in their order, by name. */
export type TableColumns = Readonly<Record<string, ColumnKind>>;

interface Element {
  readonly name: string;
  readonly [key: string]: unknown;
}

type Schema = NonNullable<Parameters<typeof parquetWriteBuffer>[0]['schema']>;

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

const schemaOf = (columns: TableColumns): Schema =>
  [
    { name: 'root', num_children: Object.keys(columns).length },
    ...Object.entries(columns).flatMap(([name, kind]) => elements(name, kind)),
  ] as unknown as Schema;

const createdBy = 'minebench';

const columnData = (columns: TableColumns, rows: readonly TableRow[]): ColumnSource[] =>
  Object.keys(columns).map((name) => ({ name, data: rows.map((row) => row[name] ?? null) })) as ColumnSource[];

/** A table as one Parquet file. The same rows give the same bytes. */
export const parquetTable = (columns: TableColumns, rows: readonly TableRow[]): Buffer =>
  Buffer.from(parquetWriteBuffer({ columnData: columnData(columns, rows), schema: schemaOf(columns), createdBy }));

/** The same piece by piece, a row group each. */
export function parquetPieces(columns: TableColumns, writer: Writer) {
  const parquet = new ParquetWriter({ writer, schema: schemaOf(columns), createdBy });
  return {
    write(rows: readonly TableRow[]): void {
      parquet.write({ columnData: columnData(columns, rows), rowGroupSize: rows.length });
    },
    end(): void {
      parquet.finish();
    },
  };
}
