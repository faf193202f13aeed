import { foldIn, type Key, type Pairs, type Task } from '@minebench/core';

/** Pairs that come in blocks, so that no more than one is in memory. */
export interface PairsSource {
  readonly count: number;
  readonly dimX: number;
  readonly dimY: number;
  blocks(): Iterable<Pairs>;
}

const MOST_ROWS = 65_536;
const MOST_NUMBERS = 1 << 22;

/** Rows of a block: at most 65536, and at most 2^22 numbers. */
export const rowsPerBlock = (columns: number): number =>
  Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_NUMBERS / columns)));

/**
 * `count` draws of a task in blocks. The first block is `task.sample(rows, key)`, so that a sample of one block is what `task.sample(count, key)` gives;
 * block k > 0 is drawn from the key `foldIn(foldIn(key, 'sample block'), k)`.
 */
export function sampleBlocks(task: Task, count: number, key: Key): PairsSource {
  const { dimX, dimY } = task;
  const size = rowsPerBlock(dimX + dimY);
  return {
    count,
    dimX,
    dimY,
    *blocks() {
      for (let block = 0; block * size < count; block++)
        yield task.sample(
          Math.min(size, count - block * size),
          block === 0 ? key : foldIn(foldIn(key, 'sample block'), block),
        );
    },
  };
}

/** Pairs in memory as a source of blocks, which are views. */
export function blocksOf(pairs: Pairs): PairsSource {
  const { count, dimX, dimY, x, y } = pairs;
  const size = rowsPerBlock(dimX + dimY);
  return {
    count,
    dimX,
    dimY,
    *blocks() {
      for (let first = 0; first < count; first += size) {
        const end = Math.min(count, first + size);
        yield {
          count: end - first,
          dimX,
          dimY,
          x: x.subarray(first * dimX, end * dimX),
          y: y.subarray(first * dimY, end * dimY),
        };
      }
    },
  };
}
