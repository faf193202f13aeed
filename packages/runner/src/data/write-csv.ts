import { writeFileSync } from 'node:fs';
import type { Pairs } from '@minebench/core';
import { columnNames, type PairsSink, type SinkOptions } from './pairs-sink.ts';

const ROWS_AT_ONCE = 1024;

/** The shortest decimal that reads back as the same double; `String` alone would lose the sign of -0. */
const decimal = (value: number): string => (value === 0 && 1 / value < 0 ? '-0' : String(value));

/** CSV with a header row. No cell needs quotation marks. */
export function csvSink(descriptor: number, { dimX, dimY }: SinkOptions): PairsSink {
  writeFileSync(descriptor, `${columnNames(dimX, dimY).join(',')}\n`);
  return {
    write({ count, x, y }: Pairs) {
      for (let first = 0; first < count; first += ROWS_AT_ONCE) {
        let text = '';
        for (let row = first; row < Math.min(count, first + ROWS_AT_ONCE); row++) {
          for (let k = row * dimX; k < (row + 1) * dimX; k++) text += `${decimal(x[k])},`;
          for (let k = row * dimY; k < (row + 1) * dimY; k++)
            text += decimal(y[k]) + (k + 1 < (row + 1) * dimY ? ',' : '\n');
        }
        writeFileSync(descriptor, text);
      }
    },
    finish() {},
  };
}
