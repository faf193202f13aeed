import { writeFileSync } from 'node:fs';
import { endianness } from 'node:os';
import type { Pairs } from '@minebench/core';
import { writeNpyHeader } from './npy-header.ts';
import type { PairsSink, SinkOptions } from './pairs-sink.ts';

/** One array of shape `[count, dimX + dimY]`, doubles in C order: what `numpy.load` takes. */
export function npySink(descriptor: number, { count, dimX, dimY }: SinkOptions): PairsSink {
  const width = dimX + dimY;
  writeFileSync(descriptor, writeNpyHeader({ descr: endianness() === 'LE' ? '<f8' : '>f8', shape: [count, width] }));
  return {
    write({ count: rows, x, y }: Pairs) {
      const numbers = new Float64Array(rows * width);
      for (let row = 0; row < rows; row++) {
        numbers.set(x.subarray(row * dimX, (row + 1) * dimX), row * width);
        numbers.set(y.subarray(row * dimY, (row + 1) * dimY), row * width + dimX);
      }
      writeFileSync(descriptor, new Uint8Array(numbers.buffer));
    },
    finish() {},
  };
}
