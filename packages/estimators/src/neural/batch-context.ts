import type { NamedTensors, OwnValues, Params } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import type { BatchLayout, BatchShape } from './batch-layout.ts';
import type { Model } from './model.ts';
import { diagonalOf, ownValues, pairValues, productScores } from './network-values.ts';
import type { Context } from './opened-bound.ts';

/** What the bound sees of a batch whose rows are gathered from the pool. */
export function contextOf(model: Model, layout: BatchLayout, shape: BatchShape, params: Params, batch: Batch): Context {
  const { x, y, noise } = batch;
  const { batchSize: b, references } = shape;
  if (layout === 'matrix') {
    const product = productScores(model, params, x, y, noise);
    const { rowsX, rowsY } = batch.withinBatch!;
    const entries = tf.add(tf.mul(rowsX, tf.scalar(b, 'int32')), rowsY);
    const reference = tf.gather(tf.reshape(product, [b * b]), entries) as Tensor1D;
    return { joint: diagonalOf(product), reference, own: {}, ownReference: {} };
  }
  if (model.bound.references === 'product') {
    const product = productScores(model, params, x, y, noise);
    return { joint: diagonalOf(product), product, own: ownValues(model, params, x, y) };
  }
  const { scores, own } = pairValues(model, params, x, y, noise);
  if (layout === 'batch') return { joint: scores, own };
  // Split, not sliced: the gradient of a split is one concatenation, that of two slices two paddings and their sum.
  const parts = (values: Tensor1D) => tf.split(values, [b, references.size]) as Tensor1D[];
  const [joint, reference] = parts(scores);
  const named = Object.entries(own).map(([name, values]) => [name, parts(values)] as const);
  const part = (which: 0 | 1): OwnValues => Object.fromEntries(named.map(([name, both]) => [name, both[which]]));
  return { joint, reference, own: part(0), ownReference: part(1) };
}

/** The rows of a step, gathered. */
export interface Batch {
  readonly x: Tensor2D;
  readonly y: Tensor2D;
  readonly noise?: Tensor1D;
  /** Row pairs within the batch, in the layout `matrix`. */
  readonly withinBatch?: { readonly rowsX: Tensor1D; readonly rowsY: Tensor1D };
}

export function gatherBatch(layout: BatchLayout, data: NamedTensors, batch: NamedTensors): Batch {
  return {
    x: tf.gather(data.x, batch.rowsX) as Tensor2D,
    y: tf.gather(data.y, batch.rowsY) as Tensor2D,
    ...(batch.noise ? { noise: batch.noise as Tensor1D } : {}),
    ...(layout === 'matrix'
      ? { withinBatch: { rowsX: batch.referenceX as Tensor1D, rowsY: batch.referenceY as Tensor1D } }
      : {}),
  };
}
