import {
  createStream,
  foldIn,
  InputError,
  type Key,
  type NdArray,
  type Pairs,
  type ProgramInputs,
  type Split,
  type Stream,
} from '@minebench/core';
import type { TrainingShape } from './training-step.ts';

/** Inputs for training steps, in order; the same key gives the same batches however the steps are chunked into calls. */
export interface BatchSource {
  readonly poolSize: number;
  /** Inputs of the next `steps` steps, at most `stepsPerCall`. */
  next(steps: number): ProgramInputs;
}

export interface BatchPlan {
  readonly batchSize: number;
  readonly references: TrainingShape['references'];
  readonly stepsPerCall: number;
  /** References are taken from the matrix of all pairs of the batch. */
  readonly product: boolean;
}

const matrix = (data: Float32Array, rows: number): NdArray => ({
  dtype: 'float32',
  shape: [rows, data.length / rows],
  data,
});

const rowsArray = (data: Int32Array, steps: number): NdArray => ({
  dtype: 'int32',
  shape: [steps, data.length / steps],
  data,
});

export function createBatchSource(split: Split, plan: BatchPlan, key: Key): BatchSource {
  return split.train.kind === 'sample' ? samplePool(split.train.pairs, plan, key) : freshPool(split, plan, key);
}

/** Row numbers of each batch: passes over the sample in a new order each, without replacement within a pass. */
function epochs(count: number, batchSize: number, stream: Stream): () => Int32Array {
  const order = Int32Array.from({ length: count }, (_, row) => row);
  let position = count;
  return () => {
    if (position + batchSize > count) {
      stream.shuffle(order);
      position = 0;
    }
    position += batchSize;
    return order.subarray(position - batchSize, position);
  };
}

/** Collects the rows of the steps of one call. `joint` holds pool rows; reference rows are pool rows too, or rows of the batch for the product matrix. */
function collectRows(
  steps: number,
  { batchSize, references, product }: BatchPlan,
  jointOf: (step: number) => Int32Array,
  referencesOf: (step: number, joint: Int32Array) => { rowsX: Int32Array; rowsY: Int32Array },
): ProgramInputs['batch'] {
  const size = references.size;
  const gathered = product ? batchSize : batchSize + size;
  const rowsX = new Int32Array(steps * gathered);
  const rowsY = new Int32Array(steps * gathered);
  const referenceX = new Int32Array(product ? steps * size : 0);
  const referenceY = new Int32Array(product ? steps * size : 0);
  for (let step = 0; step < steps; step++) {
    const joint = jointOf(step);
    rowsX.set(joint, step * gathered);
    rowsY.set(joint, step * gathered);
    const drawn = referencesOf(step, joint);
    if (product) {
      referenceX.set(drawn.rowsX, step * size);
      referenceY.set(drawn.rowsY, step * size);
    } else {
      rowsX.set(drawn.rowsX, step * gathered + batchSize);
      rowsY.set(drawn.rowsY, step * gathered + batchSize);
    }
  }
  return {
    rowsX: rowsArray(rowsX, steps),
    rowsY: rowsArray(rowsY, steps),
    ...(product ? { referenceX: rowsArray(referenceX, steps), referenceY: rowsArray(referenceY, steps) } : {}),
  };
}

const through = (rows: Int32Array, to: Int32Array): Int32Array => rows.map((row) => to[row]);

function samplePool(pairs: Pairs, plan: BatchPlan, key: Key): BatchSource {
  const { batchSize, references } = plan;
  const { count } = pairs;
  if (batchSize > count) {
    throw new InputError({
      argument: 'batchSize',
      value: batchSize,
      problem: `exceeds the ${count} training pairs`,
      remedy: 'lower batchSize or raise n',
    });
  }
  const draw = references.draw;
  if (!draw) {
    throw new InputError({
      argument: 'references',
      value: references.mode,
      problem: 'needs fresh draws, and training has a fixed sample',
      remedy: "set n to 'fresh' or choose another mode",
    });
  }
  const data = { x: matrix(Float32Array.from(pairs.x), count), y: matrix(Float32Array.from(pairs.y), count) };
  const nextBatch = epochs(count, batchSize, createStream(foldIn(key, 'batches')));
  const referenceKey = foldIn(key, 'references');
  let done = 0;
  return {
    poolSize: count,
    next(steps) {
      const batch = collectRows(
        steps,
        plan,
        () => nextBatch(),
        (_, joint) => {
          const stepKey = foldIn(referenceKey, done++);
          if (references.pool === 'sample') return draw(count, stepKey);
          const drawn = draw(batchSize, stepKey);
          return plan.product ? drawn : { rowsX: through(drawn.rowsX, joint), rowsY: through(drawn.rowsY, joint) };
        },
      );
      return { data, batch };
    },
  };
}

/** Every batch is drawn afresh; a call's pool holds its steps' rows one after the other, and the independent draws where references are fresh. */
function freshPool(split: Split, plan: BatchPlan, key: Key): BatchSource {
  const { batchSize, references, stepsPerCall } = plan;
  if (split.train.kind !== 'fresh') throw new Error('internal: a fresh pool needs a sampler');
  const { draw, dimX, dimY } = split.train;
  const independent = references.mode === 'fresh' ? split.independent : undefined;
  if (references.mode === 'fresh' && !independent) {
    throw new InputError({ argument: 'references', value: 'fresh', problem: 'needs a sampler of both marginals' });
  }
  if (!independent && references.pool === 'sample') {
    throw new InputError({
      argument: 'references.pool',
      value: 'sample',
      problem: 'needs a fixed training sample, and n is fresh',
      remedy: 'use the pool batch, the mode fresh, or set n',
    });
  }
  const perStep = batchSize + (independent ? references.size : 0);
  const poolSize = stepsPerCall * perStep;
  const x = new Float32Array(poolSize * dimX);
  const y = new Float32Array(poolSize * dimY);
  const put = (pairs: Pairs, row: number) => {
    x.set(pairs.x, row * dimX);
    y.set(pairs.y, row * dimY);
  };
  const keys = { joint: foldIn(key, 'batches'), references: foldIn(key, 'references') };
  let done = 0;
  return {
    poolSize,
    next(steps) {
      const first = done;
      done += steps;
      const rowsFrom = (start: number, count: number) => Int32Array.from({ length: count }, (_, k) => start + k);
      const batch = collectRows(
        steps,
        plan,
        (step) => {
          put(draw(batchSize, foldIn(keys.joint, first + step)), step * perStep);
          return rowsFrom(step * perStep, batchSize);
        },
        (step, joint) => {
          const stepKey = foldIn(keys.references, first + step);
          if (independent) {
            const start = step * perStep + batchSize;
            put(independent(references.size, stepKey), start);
            const rows = rowsFrom(start, references.size);
            return { rowsX: rows, rowsY: rows };
          }
          const drawn = references.draw!(batchSize, stepKey);
          return plan.product ? drawn : { rowsX: through(drawn.rowsX, joint), rowsY: through(drawn.rowsY, joint) };
        },
      );
      return { data: { x: matrix(x, poolSize), y: matrix(y, poolSize) }, batch };
    },
  };
}
