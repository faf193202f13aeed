import { InputError } from '@minebench/core';
import { asyncBufferFromFile, type FileMetaData, parquetMetadataAsync, parquetScan, parquetSchema } from 'hyparquet';
import type { DataFile } from './data-file.ts';
import type { Select, Table } from './table.ts';

/** What can be unpacked without another library. */
const codecs: readonly (string | undefined)[] = ['UNCOMPRESSED', 'SNAPPY', undefined];

/** A Parquet file of flat numeric columns, read a row group and a column at a time. */
export async function readParquet(file: DataFile, select: Select): Promise<Table> {
  requireMagic(file);
  try {
    const buffer = await asyncBufferFromFile(file.path);
    const metadata = await parquetMetadataAsync(buffer);
    requireCodecs(file, metadata);
    const names = parquetSchema(metadata).children.map(({ element }) => element.name);
    const rows = Number(metadata.num_rows);
    if (rows === 0) throw file.error('has no rows', 'give a file with samples');
    const chosen = select(names).map((column) => names[column]);
    const columns = chosen.map(() => new Float64Array(rows));
    let rowStart = 0;
    for (const { num_rows } of metadata.row_groups) {
      const rowEnd = rowStart + Number(num_rows);
      const scan = await parquetScan({ file: buffer, metadata, columns: chosen, rowStart, rowEnd });
      for (const [index, column] of chosen.entries()) {
        const values = await scan.readColumn({ column, rowStart, rowEnd });
        for (let row = 0; row < values.length; row++)
          columns[index][rowStart + row] = numberOf(
            file,
            values[row],
            () => `row ${rowStart + row + 1} of ${rows}, column ${column}`,
          );
      }
      rowStart = rowEnd;
    }
    return { names: chosen, rows, columns, warnings: [] };
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw file.error(`is damaged: ${error instanceof Error ? error.message : String(error)}`, 'write it anew');
  }
}

/** The four bytes that begin and end every whole file. */
function requireMagic(file: DataFile): void {
  const [head, tail] = file.open((descriptor) => [
    file.bytes(descriptor, 0, 4).toString('latin1'),
    file.bytes(descriptor, Math.max(0, file.size - 4), 4).toString('latin1'),
  ]);
  if (head !== 'PAR1'.slice(0, head.length))
    throw file.error('is no Parquet file: it does not begin with PAR1', 'check its format');
  if (file.size < 12 || tail !== 'PAR1') throw file.error('is cut off: it does not end with PAR1', 'write it anew');
}

function requireCodecs(file: DataFile, metadata: FileMetaData): void {
  for (const { columns } of metadata.row_groups)
    for (const { meta_data } of columns)
      if (!codecs.includes(meta_data?.codec))
        throw file.error(`is compressed with ${meta_data?.codec}`, "write it with compression 'snappy' or none");
}

function numberOf(file: DataFile, value: unknown, where: () => string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'bigint') {
    if (BigInt(Number(value)) === value) return Number(value);
    throw file.error(`${where()}: is an integer that no double holds exactly`, 'scale it down');
  }
  throw file.cellError(where(), value);
}
