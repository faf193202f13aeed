import { readFileSync } from 'node:fs';
import type { ResultRow } from './result-columns.ts';

/**
 * Rows of a report's `results.parquet`, in its order: what `resultsParquet` wrote, with parameters and results of other procedures than `estimate` parsed into `params` and
 * `result`.
 * @throws Error where the file is missing or no Parquet
 */
export async function readResults(path: string): Promise<ResultRow[]> {
  const { parquetReadObjects } = await import('hyparquet');
  const bytes = readFileSync(path);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const rows = await parquetReadObjects({ file });
  return rows.map(({ paramsJson, resultJson, ...row }) =>
    typeof resultJson === 'string'
      ? { ...row, params: JSON.parse(paramsJson as string), result: JSON.parse(resultJson) }
      : row,
  );
}
