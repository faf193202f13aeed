import type { Pairs } from '@minebench/core';

/** A file that pairs are written to, block by block. */
export interface PairsSink {
  write(block: Pairs): void;
  /** Completes the file's bytes. */
  finish(): void;
}

export interface SinkOptions {
  readonly count: number;
  readonly dimX: number;
  readonly dimY: number;
  /** Kept by formats that have a place for it. */
  readonly meta: Readonly<Record<string, string>>;
}

/** x0, x1, ..., y0, y1, ... */
export const columnNames = (dimX: number, dimY: number): string[] => [
  ...Array.from({ length: dimX }, (_, index) => `x${index}`),
  ...Array.from({ length: dimY }, (_, index) => `y${index}`),
];
