import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldIn, keyFromSeed, type NamedArrays, type NdArray, type Step, type StepExample } from '@minebench/core';
import {
  bounds,
  createModel,
  createTrainingStep,
  critics,
  initialTrainingState,
  optimizers,
} from '@minebench/estimators';
import { createReferences, createTask } from '@minebench/generators';
import { POOL, type StepSize } from './step-size.ts';

/** A training step with its initial weights, its pool of pairs and the rows of each step: what every implementation is given. */
export interface StepCase {
  readonly step: Step;
  readonly example: StepExample;
  readonly state: NamedArrays;
  readonly data: NamedArrays;
  /** The critic's weights by name, as {@link state} holds them in one vector. */
  readonly weights: NamedArrays;
  /** Rows of the first `steps` steps. */
  rows(steps: number): NamedArrays;
}

/** The same size gives the same numbers. */
export function createStepCase(size: StepSize): StepCase {
  const { dimension, batchSize, width, pool = POOL, bound = 'dv', critic = 'joint-mlp' } = size;
  const key = keyFromSeed(1);
  const network = critics.create({ id: critic, hidden: [width, width] });
  const model = createModel(network, bounds.create(bound), dimension, dimension, key);
  const optimizer = optimizers.create({ id: 'adam', learningRate: 1e-4 });
  const references = createReferences({ mode: 'derange' }, { batchSize, n: pool });
  const { step, example } = createTrainingStep(model, optimizer, { poolSize: pool, batchSize, references });
  const pairs = createTask({ id: 'gaussian', dimension, rho: 0.5 }).sample(pool, foldIn(key, 'sample'));
  const float = (shape: readonly number[], data: Float32Array): NdArray => ({ dtype: 'float32', shape, data });
  const state = initialTrainingState(model, optimizer);
  const [gathered] = example.batch.rowsX.shape;
  // Strides that share no factor with the pool visit all of it; the references' Y belongs to other rows than their X.
  const rowsOf = (steps: number, stride: number): NdArray => ({
    dtype: 'int32',
    shape: [steps, gathered],
    data: Int32Array.from({ length: steps * gathered }, (_, k) => (k * stride) % pool),
  });
  return {
    step,
    example,
    state,
    data: {
      x: float([pool, dimension], Float32Array.from(pairs.x)),
      y: float([pool, dimension], Float32Array.from(pairs.y)),
    },
    weights: cut(model.layout, state.params.data as Float32Array),
    rows: (steps) => ({ rowsX: rowsOf(steps, 7919), rowsY: rowsOf(steps, 104_729) }),
  };
}

/** Pieces of the vector of parameters, without the prefix that tells the critic's from the bound's. */
function cut({ names, shapes, sizes }: ReturnType<typeof createModel>['layout'], vector: Float32Array): NamedArrays {
  let end = 0;
  return Object.fromEntries(
    names.map((name, k) => {
      end += sizes[k];
      const data = vector.subarray(end - sizes[k], end);
      return [name.replace('critic.', ''), { dtype: 'float32', shape: [...shapes[k]], data }];
    }),
  );
}

/** Writes a case as peers read it: `arrays.json` with types and shapes, and the numbers of each array in a file of its own. */
export function writeArrays(folder: string, arrays: NamedArrays): void {
  for (const [name, { data }] of Object.entries(arrays)) {
    writeFileSync(join(folder, `${name}.bin`), new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  const specs = Object.entries(arrays).map(([name, { dtype, shape }]) => [name, { dtype, shape }]);
  writeFileSync(join(folder, 'arrays.json'), JSON.stringify(Object.fromEntries(specs)));
}
