import { setImmediate } from 'node:timers/promises';
import { InputError, type Pairs } from '@minebench/core';
import { type DataFormat, formatOf } from './format.ts';
import type { PairsSink, SinkOptions } from './pairs-sink.ts';
import { blocksOf, type PairsSource } from './pairs-source.ts';
import { writeWholeFile } from './whole-file.ts';
import { csvSink } from './write-csv.ts';
import { npySink } from './write-npy.ts';
import { parquetSink } from './write-parquet.ts';

const sinks: Readonly<Record<DataFormat, (descriptor: number, options: SinkOptions) => PairsSink>> = {
  csv: csvSink,
  npy: npySink,
  parquet: parquetSink,
};

export interface WriteOptions {
  /** Where the samples come from. Only Parquet has a place for it. */
  readonly meta?: Readonly<Record<string, string>>;
  /** What names the file, for error messages; `FILE` where absent. */
  readonly argument?: string;
  /** Ends the writing between two blocks, with the signal's reason; no file is left. */
  readonly signal?: AbortSignal;
}

/**
 * Writes pairs as columns x0, x1, ..., y0, y1, ... of a CSV, NPY or Parquet file, whole or not at all. Doubles read back exactly, to the sign of zero. A
 * source of blocks is drawn while it is written, so that one block is in memory.
 * @throws InputError where the extension is unknown, the path cannot be written to or a number is not finite
 */
export async function writePairs(
  path: string,
  pairs: Pairs | PairsSource,
  { meta = {}, argument = 'FILE', signal }: WriteOptions = {},
): Promise<void> {
  const format = formatOf(path, argument);
  const source = 'blocks' in pairs ? pairs : blocksOf(pairs);
  const { count, dimX, dimY } = source;
  await writeWholeFile(path, argument, async (descriptor) => {
    const sink = sinks[format](descriptor, { count, dimX, dimY, meta });
    let rows = 0;
    for (const block of source.blocks()) {
      requireFinite('x', block.x, dimX, rows);
      requireFinite('y', block.y, dimY, rows);
      sink.write(block);
      rows += block.count;
      // Lets a signal of the process in.
      await setImmediate();
      signal?.throwIfAborted();
    }
    sink.finish();
  });
}

function requireFinite(name: 'x' | 'y', numbers: Float64Array, width: number, firstRow: number): void {
  for (let k = 0; k < numbers.length; k++)
    if (!Number.isFinite(numbers[k]))
      throw new InputError({
        argument: `${name}[${firstRow + Math.floor(k / width)}][${k % width}]`,
        value: numbers[k],
        problem: 'is not finite',
        remedy: 'write finite numbers only',
      });
}
