import {
  createStream,
  foldIn,
  InputError,
  type Key,
  type NdArray,
  NOISE_LEVELS,
  type ProgramInputs,
  type RowPairs,
  type Split,
  type Stream,
  type StreamState,
} from '@minebench/core';
import { type BatchLayout, gatheredRows } from './batch-layout.ts';
import { createPool, type Pool, type PoolPlan } from './pool.ts';

/** Inputs for training steps, in order; the same key gives the same batches however the steps are chunked into calls. */
export interface BatchSource {
  readonly poolSize: number;
  /** Inputs of the next `steps` steps, at most `stepsPerCall`. */
  next(steps: number): ProgramInputs;
  /** Where it stands, as `structuredClone` takes it. */
  position(): BatchPosition;
  /** Goes on from where another source of the same plan and key stood. */
  moveTo(position: BatchPosition): void;
}

/** How far a source has come. */
export interface BatchPosition {
  readonly done: number;
  readonly noise: StreamState;
  /** Of the pass over a fixed sample. */
  readonly epoch?: EpochPosition | undefined;
}

interface EpochPosition {
  readonly order: Int32Array;
  readonly row: number;
  readonly stream: StreamState;
}

export interface BatchPlan extends PoolPlan {
  readonly layout: BatchLayout;
  /** Random numbers that the critic takes in a step. */
  readonly noise: number;
}

/**
 * Where each step's joint and reference rows come from. A fixed sample is passed over in a new order each time, without replacement within a
 * pass; a sampler draws every batch afresh.
 * @throws InputError where the sample is smaller than a batch, or the references need what there is not
 */
export function createBatchSource(split: Pick<Split, 'train'>, plan: BatchPlan, key: Key): BatchSource {
  requireSource(split, plan);
  const pool = createPool(split, plan);
  const keys = { references: foldIn(key, 'references'), batches: foldIn(key, 'batches') };
  const noise = createStream(foldIn(key, 'noise'));
  const epoch =
    split.train.kind === 'sample' ? new Epochs(split.train.pairs.count, plan.batchSize, keys.batches) : undefined;
  let done = 0;
  return {
    poolSize: pool.size,
    next(steps) {
      const rows = collector(plan, steps);
      for (let step = 0; step < steps; step++) {
        const joint = epoch ? epoch.next() : pool.drawJoint(step, foldIn(keys.batches, done));
        rows.put(step, joint, referencesOf(plan, pool, step, joint, foldIn(keys.references, done)));
        done++;
      }
      return { data: pool.data(), batch: { ...rows.arrays(), ...noiseOf(plan.noise, steps, noise) } };
    },
    position: () => ({ done, noise: noise.state, epoch: epoch?.position }),
    moveTo(position) {
      done = position.done;
      noise.state = position.noise;
      if (epoch) epoch.position = position.epoch!;
    },
  };
}

function requireSource(
  { train }: Pick<Split, 'train'>,
  { batchSize, references, layout, independent }: BatchPlan,
): void {
  if (train.kind === 'sample' && batchSize > train.pairs.count)
    throw new InputError({
      argument: 'batchSize',
      value: batchSize,
      problem: `exceeds the ${train.pairs.count} training pairs`,
      remedy: 'lower batchSize or raise n',
    });
  if (layout === 'batch' || independent) return;
  if (!references.draw)
    throw new InputError({
      argument: 'references',
      value: references.mode,
      ...(train.kind === 'sample'
        ? {
            problem: 'needs fresh draws, and training has a fixed sample',
            remedy: "set n to 'fresh' or choose another mode",
          }
        : { problem: 'needs a sampler of both marginals', remedy: 'choose another mode' }),
    });
  if (train.kind === 'fresh' && references.pool === 'sample')
    throw new InputError({
      argument: 'references.pool',
      value: 'sample',
      problem: 'needs a fixed training sample, and n is fresh',
      remedy: 'use the pool batch, the mode fresh, or set n',
    });
}

/** Row numbers of each batch: passes over the sample in a new order each, without replacement within a pass. */
class Epochs {
  private readonly batchSize: number;
  private readonly stream: Stream;
  private readonly order: Int32Array;
  private row: number;

  constructor(count: number, batchSize: number, key: Key) {
    this.batchSize = batchSize;
    this.stream = createStream(key);
    this.order = Int32Array.from({ length: count }, (_, row) => row);
    this.row = count;
  }

  next(): Int32Array {
    if (this.row + this.batchSize > this.order.length) {
      this.stream.shuffle(this.order);
      this.row = 0;
    }
    this.row += this.batchSize;
    return this.order.subarray(this.row - this.batchSize, this.row);
  }

  get position(): EpochPosition {
    return { order: this.order, row: this.row, stream: this.stream.state };
  }

  set position({ order, row, stream }: EpochPosition) {
    this.order.set(order);
    this.row = row;
    this.stream.state = stream;
  }
}

const through = (rows: Int32Array, to: Int32Array): Int32Array => rows.map((row) => to[row]);

/** Reference rows of a step: of the pool, or of the batch in the layout `matrix`; none where the bound takes none. */
function referencesOf(
  { layout, references, independent, batchSize }: BatchPlan,
  pool: Pool,
  step: number,
  joint: Int32Array,
  key: Key,
): RowPairs | undefined {
  if (layout === 'batch') return undefined;
  if (independent) {
    const rows = pool.drawReferences(step, key);
    return { rowsX: rows, rowsY: rows };
  }
  if (references.pool === 'sample') return references.draw!(pool.sampleSize, key);
  const { rowsX, rowsY } = references.draw!(batchSize, key);
  return layout === 'matrix' ? { rowsX, rowsY } : { rowsX: through(rowsX, joint), rowsY: through(rowsY, joint) };
}

/** Collects the rows of the steps of one call. */
function collector(plan: BatchPlan, steps: number) {
  const { batchSize, references, layout } = plan;
  const gathered = gatheredRows(layout, plan);
  const rowsX = new Int32Array(steps * gathered);
  const rowsY = new Int32Array(steps * gathered);
  const withinBatch = layout === 'matrix' ? steps * references.size : 0;
  const referenceX = new Int32Array(withinBatch);
  const referenceY = new Int32Array(withinBatch);
  return {
    put(step: number, joint: Int32Array, drawn: RowPairs | undefined) {
      rowsX.set(joint, step * gathered);
      rowsY.set(joint, step * gathered);
      if (!drawn) return;
      const [toX, toY] = layout === 'matrix' ? [referenceX, referenceY] : [rowsX, rowsY];
      const at = layout === 'matrix' ? step * references.size : step * gathered + batchSize;
      toX.set(drawn.rowsX, at);
      toY.set(drawn.rowsY, at);
    },
    arrays: (): ProgramInputs['batch'] => ({
      rowsX: rowsArray(rowsX, steps),
      rowsY: rowsArray(rowsY, steps),
      ...(withinBatch > 0
        ? { referenceX: rowsArray(referenceX, steps), referenceY: rowsArray(referenceY, steps) }
        : {}),
    }),
  };
}

const rowsArray = (data: Int32Array, steps: number): NdArray => ({
  dtype: 'int32',
  shape: [steps, data.length / steps],
  data,
});

function noiseOf(size: number, steps: number, stream: Stream): ProgramInputs['batch'] {
  if (size === 0) return {};
  const drawn = new Int32Array(steps * size);
  stream.fillInteger(drawn, NOISE_LEVELS);
  return { noise: { dtype: 'float32', shape: [steps, size], data: Float32Array.from(drawn) } };
}
