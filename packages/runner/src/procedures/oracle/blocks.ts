import { foldIn, type Key, type Pairs, type Task } from '@minebench/core';
import { independentDraws } from '@minebench/generators';

/** Draws at a time: memory stays flat however many are asked for. */
export const BLOCK = 65_536;

export interface Block {
  readonly joint: Pairs;
  readonly reference: Pairs;
}

/** `n` draws from P and as many from Q, in blocks that are independent of each other. */
export function* drawBlocks(task: Task, n: number, key: Key): Generator<Block> {
  for (let done = 0, block = 0; done < n; done += BLOCK, block++) {
    const count = Math.min(BLOCK, n - done);
    yield {
      joint: task.sample(count, foldIn(foldIn(key, 'oracle joint'), block)),
      reference: independentDraws(task, count, foldIn(foldIn(key, 'oracle reference'), block)),
    };
  }
}
