import {
  type Engine,
  InputError,
  mean,
  type NdArray,
  type ProductBound,
  type Reading,
  standardErrorOfMean,
} from '@minebench/core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { gatherRows } from './gather-rows.ts';
import type { HeldOut } from './held-out.ts';
import type { Model } from './model.ts';
import { diagonalOf, ownValues, productScores } from './network-values.ts';
import { opened } from './opened-bound.ts';
import { nameParameters, splitParameters } from './parameter-layout.ts';

/** Pairs that one call scores at most, where a block has fewer: what bounds its memory. */
const PAIRS_PER_CALL = 2 ** 20;

const CRITERION = 'criterion.';
const ESTIMATE = 'estimate.';

/** Values of a bound on disjoint blocks of a held-out part, a number a block. */
export interface BlockValues {
  readonly estimates: Float32Array;
  readonly criteria: Float32Array;
}

/**
 * Reads bounds on a batch's product: a held-out part is cut into disjoint blocks of K rows, as many as a training batch has, and a bound is read on
 * every block's K x K matrix. Blocks are independent, so the spread of their values gives the standard error. Rows beyond the last whole block are
 * left out.
 */
export interface BlockReader {
  /** @throws InputError where the part has fewer than K rows */
  values(params: NdArray, part: HeldOut): Promise<Readonly<Record<string, BlockValues>>>;
  dispose(): Promise<void>;
}

export async function createBlockReader(
  engine: Engine,
  model: Model,
  bounds: readonly ProductBound[],
  size: number,
): Promise<BlockReader> {
  const { critic, layout, dimX, dimY } = model;
  const program = await engine.compile(
    (_, data, batch) => {
      const params = nameParameters(layout, splitParameters(layout, data.params as Tensor1D));
      const [x, y] = [batch.x as Tensor2D, batch.y as Tensor2D];
      const product = productScores(model, params, x, y);
      const context = { joint: diagonalOf(product), product, own: ownValues(model, params, x, y) };
      const outputs = bounds.flatMap((bound) => {
        const { estimate, criterion } = opened(bound);
        const value = estimate(context);
        return [
          [ESTIMATE + bound.id, value],
          [CRITERION + bound.id, criterion ? criterion(context) : value.clone()],
        ];
      });
      return { state: {}, outputs: Object.fromEntries(outputs) };
    },
    {
      state: {},
      data: { params: { dtype: 'float32', shape: [layout.total] } },
      batch: { x: { dtype: 'float32', shape: [size, dimX] }, y: { dtype: 'float32', shape: [size, dimY] } },
    },
    { subject: `critic ${critic.id}` },
  );
  const blocksPerCall = Math.max(1, Math.floor(PAIRS_PER_CALL / size ** 2));
  return {
    async values(params, { pairs, joint }) {
      const blocks = requireBlocks(pairs.count, size);
      const values = Object.fromEntries(
        bounds.map(({ id }) => [id, { estimates: new Float32Array(blocks), criteria: new Float32Array(blocks) }]),
      );
      for (let first = 0; first < blocks; first += blocksPerCall) {
        const count = Math.min(blocksPerCall, blocks - first);
        const rows = (of: Int32Array) => of.subarray(first * size, (first + count) * size);
        const batch = {
          x: gatherRows(pairs.x, dimX, rows(joint.rowsX), count, size),
          y: gatherRows(pairs.y, dimY, rows(joint.rowsY), count, size),
        };
        const { outputs } = await program.run({}, { data: { params }, batch }, count);
        for (const { id } of bounds) {
          values[id].estimates.set(outputs[ESTIMATE + id].data as Float32Array, first);
          values[id].criteria.set(outputs[CRITERION + id].data as Float32Array, first);
        }
      }
      return values;
    },
    dispose: () => program.dispose(),
  };
}

function requireBlocks(rows: number, size: number): number {
  if (rows >= size) return Math.floor(rows / size);
  throw new InputError({
    argument: 'batchSize',
    value: size,
    problem: `exceeds the ${rows} held-out rows that a bound on a batch's product is read on`,
    remedy: 'lower batchSize or raise selectionSize and evaluationSize',
  });
}

/** Below this number of blocks their spread is known too badly to be believed. */
const FEWEST_BLOCKS = 5;

/**
 * The mean of independent blocks with its standard error; none of a single block. The error cannot be believed where one block makes more than half of the
 * spread: of such tails a few blocks show nothing, or too much. Of ten normal blocks that is one case in a hundred.
 */
export function readBlocks(estimates: ArrayLike<number>): Reading {
  const nats = mean(estimates);
  const squares = Array.from(estimates, (estimate) => (estimate - nats) ** 2);
  const largest = squares.reduce((most, square) => Math.max(most, square), 0);
  const total = squares.reduce((sum, square) => sum + square, 0);
  return {
    nats,
    standardError: estimates.length > 1 ? standardErrorOfMean(Float64Array.from(estimates)) : Number.NaN,
    standardErrorMethod: estimates.length > 1 ? 'blocks' : 'none',
    reliable: estimates.length >= FEWEST_BLOCKS && largest <= total / 2,
  };
}
