import type { Key, NdArray, Pairs, ProgramInputs, Split } from '@minebench/core';
import type { BatchShape } from './batch-layout.ts';

export interface PoolPlan extends BatchShape {
  /** Steps that one call runs at most. */
  readonly stepsPerCall: number;
  /** Draws x and y independently; present where references are drawn, not paired out of rows that are there. */
  readonly independent?: ((count: number, key: Key) => Pairs) | undefined;
}

/**
 * The rows that a call's batches are gathered from: the fixed sample where there is one, then, for each step of the call, the joint pairs and
 * the references that are drawn for it.
 */
export interface Pool {
  readonly size: number;
  /** Rows of the fixed sample; 0 where there is none. */
  readonly sampleSize: number;
  /** Draws the joint pairs of a step of the call; gives their rows. */
  drawJoint(step: number, key: Key): Int32Array;
  /** Draws the references of a step of the call. */
  drawReferences(step: number, key: Key): Int32Array;
  data(): ProgramInputs['data'];
}

const matrix = (data: Float32Array, rows: number): NdArray => ({
  dtype: 'float32',
  shape: [rows, data.length / rows],
  data,
});

const rowsFrom = (start: number, count: number): Int32Array => Int32Array.from({ length: count }, (_, k) => start + k);

export function createPool({ train }: Pick<Split, 'train'>, plan: PoolPlan): Pool {
  const { batchSize, references, stepsPerCall, independent } = plan;
  const { dimX, dimY } = train.kind === 'fresh' ? train : train.pairs;
  const sampleSize = train.kind === 'sample' ? train.pairs.count : 0;
  const jointPerStep = train.kind === 'fresh' ? batchSize : 0;
  const perStep = jointPerStep + (independent ? references.size : 0);
  const size = sampleSize + stepsPerCall * perStep;
  const x = new Float32Array(size * dimX);
  const y = new Float32Array(size * dimY);
  const put = (pairs: Pairs, row: number): Int32Array => {
    x.set(pairs.x, row * dimX);
    y.set(pairs.y, row * dimY);
    return rowsFrom(row, pairs.count);
  };
  if (train.kind === 'sample') put(train.pairs, 0);
  return {
    size,
    sampleSize,
    drawJoint(step, key) {
      if (train.kind !== 'fresh') throw new Error('internal: joint pairs are drawn from a sampler only');
      return put(train.draw(batchSize, key), sampleSize + step * perStep);
    },
    drawReferences: (step, key) => put(independent!(references.size, key), sampleSize + step * perStep + jointPerStep),
    // What was drawn into since the last call is another array to an engine that keeps its data.
    data: () => ({ x: matrix(perStep > 0 ? x.subarray() : x, size), y: matrix(perStep > 0 ? y.subarray() : y, size) }),
  };
}
