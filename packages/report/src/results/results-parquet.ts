import type { CellRecord } from '@minebench/core';
import type { Writer } from 'hyparquet-writer';
import { parquetPieces, parquetTable } from './parquet-table.ts';
import { resultColumns, resultRows } from './result-columns.ts';

/** All records as one Parquet file, a row each. */
export const resultsParquet = (records: readonly CellRecord[]): Buffer =>
  parquetTable(resultColumns, resultRows(records));

/** The same piece by piece, a row group each. */
export const parquetResults = (writer: Writer) => parquetPieces(resultColumns, writer);
