import type { Bound, Pairs, ProductBound, Reading, RowPairs, Split } from '@minebench/core';
import { onHost, tf } from '@minebench/engine';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { readBlocks } from './block-reader.ts';
import { rowsOf } from './gather-rows.ts';
import type { HeldOut } from './held-out.ts';
import { diagonalOf } from './network-values.ts';
import { type HeldOutValues, readPairs } from './pair-reading.ts';
import type { PairValues } from './scorer.ts';

/** Most density ratios that are taken for bounds on products, which have K^2 a block. */
const MOST_RATIOS = 2 ** 20;

type LogDensityRatio = NonNullable<Split['logDensityRatio']>;

/**
 * A bound at the optimal critic, on the evaluation pairs that the trained critic is read on: what is left of the estimate's error is the
 * optimisation's. Undefined where the task does not know log dP/dQ, or the bound's optimum is no function of it.
 */
export function readAtOptimum(
  bound: Bound,
  { logDensityRatio }: Pick<Split, 'logDensityRatio'>,
  part: HeldOut,
  blockSize: number,
): Reading | undefined {
  if (!logDensityRatio || !bound.atOptimum) return undefined;
  if (bound.references === 'product') return readProduct(bound, logDensityRatio, part, blockSize);
  const at = (pairs: Pairs, { rowsX, rowsY }: RowPairs): PairValues =>
    optimum(bound, logDensityRatio(joined(pairs, rowsX, rowsY)));
  const values: HeldOutValues = {
    joint: at(part.pairs, part.joint),
    reference: bound.references === 'none' ? undefined : at(part.referencePairs, part.reference),
  };
  return readPairs(bound, values, part);
}

const joined = (pairs: Pairs, rowsX: Int32Array, rowsY: Int32Array): Pairs => ({
  ...pairs,
  count: rowsX.length,
  x: rowsOf(pairs.x, pairs.dimX, rowsX),
  y: rowsOf(pairs.y, pairs.dimY, rowsY),
});

const optimum = (bound: Bound, logRatio: Float64Array): PairValues =>
  onHost(() => {
    const { scores, own = {} } = bound.atOptimum!(tf.tensor1d(Float32Array.from(logRatio)));
    const values = (tensor: Tensor1D) => tensor.dataSync() as Float32Array;
    return {
      scores: values(scores),
      own: Object.fromEntries(Object.entries(own).map(([name, tensor]) => [name, values(tensor)])),
    };
  });

/** On as many blocks as the number of ratios allows. */
function readProduct(
  bound: ProductBound,
  logDensityRatio: LogDensityRatio,
  { pairs, joint }: HeldOut,
  size: number,
): Reading | undefined {
  const blocks = Math.min(Math.floor(pairs.count / size), Math.max(2, Math.floor(MOST_RATIOS / size ** 2)));
  if (blocks < 1) return undefined;
  const first = Int32Array.from({ length: size ** 2 }, (_, k) => Math.floor(k / size));
  const second = Int32Array.from({ length: size ** 2 }, (_, k) => k % size);
  const estimates = Float64Array.from({ length: blocks }, (_, block) => {
    const rows = (of: Int32Array, within: Int32Array) => within.map((k) => of[block * size + k]);
    const ratio = logDensityRatio(joined(pairs, rows(joint.rowsX, first), rows(joint.rowsY, second)));
    return onHost(() => {
      const { scores, own = {} } = bound.atOptimum!(tf.tensor1d(Float32Array.from(ratio)));
      const matrix = (values: Tensor1D) => tf.reshape(values, [size, size]) as Tensor2D;
      const product = matrix(scores);
      const ownJoint = Object.entries(own).map(([name, values]) => [name, diagonalOf(matrix(values))]);
      return bound.estimate({ joint: diagonalOf(product), product, own: Object.fromEntries(ownJoint) }).dataSync()[0];
    });
  });
  return readBlocks(estimates);
}
