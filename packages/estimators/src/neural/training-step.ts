import type { NamedArrays, NamedSpecs, Optimizer, Step, StepExample } from '@minebench/core';
import { onHost, toArrays } from '@minebench/engine';
import { ascend, initialState } from './ascent.ts';
import { contextOf, gatherBatch } from './batch-context.ts';
import { type BatchLayout, type BatchShape, batchLayout, gatheredRows, noisePerStep } from './batch-layout.ts';
import type { Model } from './model.ts';

/** What one training step works on. */
export interface TrainingShape extends BatchShape {
  /** Rows of the pool that batches are gathered from. */
  readonly poolSize: number;
}

/**
 * One training step as a pure function of flat state: gather the batch, score it, differentiate the bound's objective, update.
 * State: `params [p]`, `optimizer.*`, `bound.*`. Data: `x [N, dimX]`, `y [N, dimY]`. Batch: `rowsX`, `rowsY` `[b + n']`, the joint rows first
 * (`[b]` each where the layout is not `pairs`, with `referenceX`, `referenceY` `[n']` within the batch where it is `matrix`), and `noise` where the
 * critic takes some. Output: `estimate`, the bound on the minibatch in nats.
 */
export function createTrainingStep(
  model: Model,
  optimizer: Optimizer,
  shape: TrainingShape,
): { step: Step; example: StepExample } {
  const arrangement = batchLayout(model.bound, model.critic, shape);
  const step: Step = (state, data, batch) => {
    const rows = gatherBatch(arrangement, data, batch);
    const { state: next, estimate } = ascend(model, optimizer, state, (params) =>
      contextOf(model, arrangement, shape, params, rows),
    );
    return { state: next, outputs: { estimate } };
  };
  return { step, example: trainingExample(model, optimizer, shape, arrangement) };
}

function trainingExample(model: Model, optimizer: Optimizer, shape: TrainingShape, layout: BatchLayout): StepExample {
  const { poolSize, references } = shape;
  const noise = noisePerStep(model.bound, model.critic, shape);
  const float = (...lengths: number[]) => ({ dtype: 'float32' as const, shape: lengths });
  const rows = (length: number) => ({ dtype: 'int32' as const, shape: [length] });
  const gathered = gatheredRows(layout, shape);
  return {
    state: specsOf(initialTrainingState(model, optimizer)),
    data: { x: float(poolSize, model.dimX), y: float(poolSize, model.dimY) },
    batch: {
      rowsX: rows(gathered),
      rowsY: rows(gathered),
      ...(layout === 'matrix' ? { referenceX: rows(references.size), referenceY: rows(references.size) } : {}),
      ...(noise > 0 ? { noise: float(noise) } : {}),
    },
  };
}

const specsOf = (arrays: NamedSpecs): NamedSpecs =>
  Object.fromEntries(Object.entries(arrays).map(([name, { dtype, shape }]) => [name, { dtype, shape }]));

/** The state before the first step, on the host. */
export const initialTrainingState = (model: Model, optimizer: Optimizer): NamedArrays =>
  onHost(() => toArrays(initialState(model, optimizer)));
