import type { BoundContext, NamedSpecs, Optimizer, Params, ReferenceScheme, Step, StepExample } from '@minebench/core';
import { onHost, tf } from '@minebench/engine';
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { gradients } from './gradients.ts';
import { boundParams, criticParams, type Model } from './model.ts';
import { joinParameters, nameParameters, splitParameters } from './parameter-layout.ts';
import { requireScores } from './require-scores.ts';

/** What one training step works on. */
export interface TrainingShape {
  /** Rows of the pool that batches are gathered from. */
  readonly poolSize: number;
  readonly batchSize: number;
  readonly references: ReferenceScheme;
}

const OPTIMIZER = 'optimizer.';
/** What the names of the bound's own state begin with, in the state of a step. */
export const BOUND = 'bound.';

const within = (prefix: string, tensors: Readonly<Record<string, Tensor>>): Record<string, Tensor> =>
  Object.fromEntries(
    Object.entries(tensors)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );

const prefixed = (prefix: string, tensors: Readonly<Record<string, Tensor>>): Record<string, Tensor> =>
  Object.fromEntries(Object.entries(tensors).map(([name, value]) => [prefix + name, value]));

/** Whether a batch's references are taken out of the matrix of all its pairs, which a separable critic has at the cost of its points. */
export const usesProduct = (
  { bound, critic }: Model,
  { references, batchSize }: Pick<TrainingShape, 'batchSize' | 'references'>,
): boolean =>
  bound.references === 'product' ||
  (critic.scoreProduct !== undefined &&
    references.mode === 'product' &&
    references.pool === 'batch' &&
    references.size >= batchSize * (batchSize - 1));

/** t on the joint and the reference pairs of a batch whose rows are gathered from the pool. */
function scores(
  model: Model,
  shape: TrainingShape,
  params: Params,
  x: Tensor2D,
  y: Tensor2D,
  batch: Rows,
): BoundContext {
  const { batchSize: b } = shape;
  const aux = { aux: boundParams(params) };
  if (usesProduct(model, shape)) {
    const product = productScores(model, criticParams(params), x, y);
    const flat = tf.reshape(product, [b * b]);
    const diagonal = tf.range(0, b, 1, 'int32');
    const joint = tf.gather(flat, tf.mul(diagonal, tf.scalar(b + 1, 'int32'))) as Tensor1D;
    const { rowsX, rowsY } = batch.withinBatch!;
    const reference = tf.gather(flat, tf.add(tf.mul(rowsX, tf.scalar(b, 'int32')), rowsY)) as Tensor1D;
    return { joint, reference, product, x, y, ...aux };
  }
  const rows = b + shape.references.size;
  const all = requireScores(model.critic, model.critic.score(criticParams(params), x, y), [rows]);
  // Split, not sliced: the gradient of a split is one concatenation, that of two slices two paddings and their sum.
  const [joint, reference] = tf.split(all, [b, shape.references.size]) as Tensor1D[];
  return { joint, reference, x, y, ...aux };
}

interface Rows {
  /** Row pairs within the batch; where the product matrix is used. */
  readonly withinBatch?: { readonly rowsX: Tensor1D; readonly rowsY: Tensor1D };
}

/** [b, b] scores, from the critic's own product where it has one, else pair by pair. */
function productScores({ critic }: Model, params: Params, x: Tensor2D, y: Tensor2D): Tensor2D {
  const [b, c] = [x.shape[0], y.shape[0]];
  if (critic.scoreProduct) return requireScores(critic, critic.scoreProduct(params, x, y), [b, c]);
  const rowsX = tf.tensor1d(
    Int32Array.from({ length: b * c }, (_, k) => Math.floor(k / c)),
    'int32',
  );
  const rowsY = tf.tensor1d(
    Int32Array.from({ length: b * c }, (_, k) => k % c),
    'int32',
  );
  const scores = critic.score(params, tf.gather(x, rowsX), tf.gather(y, rowsY));
  return tf.reshape(requireScores(critic, scores, [b * c]), [b, c]);
}

/**
 * One training step as a pure function of flat state: gather the batch, score it, differentiate the bound's objective, update.
 * State: `params [p]`, `optimizer.*`, `bound.*`. Data: `x [N, dimX]`, `y [N, dimY]`. Batch: `rowsX`, `rowsY` `[b + n']`, the joint rows first
 * (`[b]` each and `referenceX`, `referenceY` `[n']` within the batch where the product matrix is used). Output: `estimate`, the bound on the
 * minibatch in nats.
 */
export function createTrainingStep(
  model: Model,
  optimizer: Optimizer,
  shape: TrainingShape,
): { step: Step; example: StepExample } {
  const { bound, layout } = model;
  const product = usesProduct(model, shape);
  const step: Step = (state, data, batch) => {
    const x = tf.gather(data.x, batch.rowsX) as Tensor2D;
    const y = tf.gather(data.y, batch.rowsY) as Tensor2D;
    const rows: Rows = product
      ? { withinBatch: { rowsX: batch.referenceX as Tensor1D, rowsY: batch.referenceY as Tensor1D } }
      : {};
    // What the differentiated function computes besides its value is kept beyond it and handed out as copies.
    const kept: Record<string, Tensor> = {};
    const pieces = splitParameters(layout, state.params as Tensor1D);
    const objective = (): Scalar => {
      const context = scores(model, shape, nameParameters(layout, pieces), x, y, rows);
      const { value, state: next } = bound.objective(context, within(BOUND, state) as never);
      for (const [name, tensor] of Object.entries(next)) kept[BOUND + name] = tf.keep(tf.clone(tensor));
      kept.estimate = tf.keep(tf.clone(bound.estimate(context)));
      return value;
    };
    const grads = gradients(model, objective, pieces);
    const update = optimizer.update(joinParameters(grads), within(OPTIMIZER, state), state.params as Tensor1D);
    const handedOut = Object.fromEntries(Object.entries(kept).map(([name, tensor]) => [name, tf.clone(tensor)]));
    tf.dispose(kept as never);
    const { estimate, ...boundState } = handedOut;
    return {
      state: { params: update.params, ...prefixed(OPTIMIZER, update.state), ...boundState },
      outputs: { estimate },
    };
  };
  return { step, example: trainingExample(model, optimizer, shape, product) };
}

function trainingExample(model: Model, optimizer: Optimizer, shape: TrainingShape, product: boolean): StepExample {
  const { poolSize, batchSize, references } = shape;
  const float = (...lengths: number[]) => ({ dtype: 'float32' as const, shape: lengths });
  const rows = (length: number) => ({ dtype: 'int32' as const, shape: [length] });
  const gathered = product ? batchSize : batchSize + references.size;
  return {
    state: specsOf(initialTrainingState(model, optimizer)),
    data: { x: float(poolSize, model.dimX), y: float(poolSize, model.dimY) },
    batch: {
      rowsX: rows(gathered),
      rowsY: rows(gathered),
      ...(product ? { referenceX: rows(references.size), referenceY: rows(references.size) } : {}),
    },
  };
}

const specsOf = (arrays: NamedSpecs): NamedSpecs =>
  Object.fromEntries(Object.entries(arrays).map(([name, { dtype, shape }]) => [name, { dtype, shape }]));

/** The state before the first step. */
export function initialTrainingState(model: Model, optimizer: Optimizer) {
  return onHost(() => {
    const params = tf.tensor1d(model.initial.data as Float32Array);
    const tensors = {
      params,
      ...prefixed(OPTIMIZER, optimizer.init(params)),
      ...prefixed(BOUND, model.bound.initState()),
    };
    return Object.fromEntries(
      Object.entries(tensors).map(([name, tensor]) => [
        name,
        { dtype: tensor.dtype as 'float32', shape: [...tensor.shape], data: tensor.dataSync().slice() as Float32Array },
      ]),
    );
  });
}
