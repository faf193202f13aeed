import { DataFile } from './data-file.ts';
import { type DataFormat, formatOf } from './format.ts';
import { readCsv } from './read-csv.ts';
import { readNpy } from './read-npy.ts';
import { readParquet } from './read-parquet.ts';
import type { Select, Table } from './table.ts';

const readers: Readonly<Record<DataFormat, (file: DataFile, select: Select, header: boolean) => Promise<Table>>> = {
  csv: readCsv,
  npy: readNpy,
  parquet: readParquet,
};

export interface ReadOptions {
  /** Which columns to read, in which order; all where absent. What is not chosen may hold anything. */
  readonly select?: Select;
  /** What names the file, for error messages; `FILE` where absent. */
  readonly argument?: string;
  /** False for a CSV file without a row of names: its columns are named by their index. */
  readonly header?: boolean;
}

/**
 * Columns of a CSV, NPY or Parquet file, as doubles.
 * @throws InputError, in one line with file, place and remedy, where the extension is unknown, the file is missing, empty, cut off or damaged, a row has
 * other cells than the header, or a chosen cell is no finite number
 */
export async function readColumns(
  path: string,
  { select, argument = 'FILE', header = true }: ReadOptions = {},
): Promise<Table> {
  const read = readers[formatOf(path, argument)];
  return read(new DataFile(path, argument), select ?? ((names) => names.map((_, index) => index)), header);
}
