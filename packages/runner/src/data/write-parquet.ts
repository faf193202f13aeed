import { writeFileSync } from 'node:fs';
import type { Pairs } from '@minebench/core';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { columnNames, type PairsSink, type SinkOptions } from './pairs-sink.ts';

/** Parquet with a column of doubles for each coordinate and a row group a block. `meta` is its key-value metadata. */
export function parquetSink(descriptor: number, { dimX, dimY, meta }: SinkOptions): PairsSink {
  const names = columnNames(dimX, dimY);
  const writer = new ByteWriter();
  const flush = () => {
    writeFileSync(descriptor, new Uint8Array(writer.buffer, 0, writer.index));
    writer.index = 0;
  };
  const parquet = new ParquetWriter({
    writer: Object.assign(writer, { flush, finish: flush }),
    schema: [
      { name: 'root', num_children: names.length },
      ...names.map((name) => ({ name, type: 'DOUBLE' as const, repetition_type: 'REQUIRED' as const })),
    ],
    kvMetadata: Object.entries(meta).map(([key, value]) => ({ key, value })),
    createdBy: 'minebench',
  });
  return {
    write({ count, x, y }: Pairs) {
      const columnData = names.map((name, index) => ({
        name,
        data: index < dimX ? column(x, index, dimX, count) : column(y, index - dimX, dimY, count),
        // A dictionary of draws from a density would only cost time, and it takes -0 for 0.
        encoding: 'PLAIN' as const,
      }));
      parquet.write({ columnData, rowGroupSize: count });
    },
    finish() {
      parquet.finish();
    },
  };
}

function column(numbers: Float64Array, index: number, width: number, count: number): Float64Array {
  const values = new Float64Array(count);
  for (let row = 0; row < count; row++) values[row] = numbers[row * width + index];
  return values;
}
