import { writeFileSync } from 'node:fs';
import { ByteWriter } from 'hyparquet-writer';
import type { ResultsSink } from './export-results.ts';
import { parquetResults } from './results-parquet.ts';

/** Writes rows to an open file as Parquet, row group by row group. */
export function parquetSink(descriptor: number): ResultsSink {
  const writer = new ByteWriter();
  const flush = () => {
    writeFileSync(descriptor, new Uint8Array(writer.buffer, 0, writer.index));
    writer.index = 0;
  };
  return parquetResults(Object.assign(writer, { flush, finish: flush }));
}
