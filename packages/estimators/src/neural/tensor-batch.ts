import { type Bound, InputError, type Params } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor2D } from '@tensorflow/tfjs';
import { contextOf } from './batch-context.ts';
import type { Model } from './model.ts';
import type { Context } from './opened-bound.ts';

/** A batch that is there as tensors, such as the output of a network that trains with the critic. */
export interface TensorBatch {
  /** Joint pairs: x `[b, dimX]` and y `[b, dimY]`, row by row. */
  readonly x: Tensor2D;
  readonly y: Tensor2D;
  /**
   * Pairs from P_X x P_Y, x `[n', dimX]` and y `[n', dimY]`, for bounds on pairs. Absent: the batch's own rows, each x with the y of the next row, which is a
   * derangement; its rows must then be in random order.
   */
  readonly references?: { readonly x: Tensor2D; readonly y: Tensor2D } | undefined;
}

/** Each row's successor, the first after the last. */
const shifted = (y: Tensor2D): Tensor2D =>
  tf.concat([tf.slice(y, [1, 0]), tf.slice(y, [0, 0], [1, y.shape[1]])]) as Tensor2D;

function refuseReferences({ id, references }: Bound, { references: given }: TensorBatch): void {
  if (references === 'uniform')
    throw new InputError({
      argument: 'bound',
      value: id,
      problem: 'needs references that are uniform over the box of the sample, which a batch of tensors does not know',
      remedy: 'choose a bound on pairs or on products',
    });
  if (given && references !== 'pairs')
    throw new InputError({
      argument: 'references',
      problem: `are given, and the bound ${id} takes none`,
      remedy: 'leave them out',
    });
}

/**
 * What a model's bound sees of a batch of tensors; differentiable in x, y and the parameters.
 * @throws InputError where the bound wants references that a batch cannot have, or has no use for those that are given
 */
export function tensorContext(model: Model, params: Params, batch: TensorBatch): Context {
  const { bound } = model;
  refuseReferences(bound, batch);
  const { x, y } = batch;
  const rows = bound.references === 'pairs' ? (batch.references ?? { x, y: shifted(y) }) : undefined;
  const shape = {
    batchSize: x.shape[0],
    references: { mode: 'given', pool: 'batch' as const, size: rows ? rows.x.shape[0] : 0 },
  };
  return rows
    ? contextOf(model, 'pairs', shape, params, { x: tf.concat([x, rows.x]), y: tf.concat([y, rows.y]) })
    : contextOf(model, 'batch', shape, params, { x, y });
}
