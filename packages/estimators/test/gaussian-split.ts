import {
  createStream,
  foldIn,
  type Key,
  keyFromSeed,
  type Pairs,
  type Protocol,
  type ReferenceScheme,
  type Split,
} from '@minebench/core';
import { normalsOf } from './normals.ts';

/** A sampler of componentwise correlated Gaussians, written here because estimators stand below the tasks. */
export function gaussianPairs(count: number, dimension: number, rho: number, key: Key): Pairs {
  const x = normalsOf(createStream(foldIn(key, 'x')), count * dimension);
  const noise = normalsOf(createStream(foldIn(key, 'noise')), count * dimension);
  return {
    count,
    dimX: dimension,
    dimY: dimension,
    x,
    y: x.map((value, k) => rho * value + Math.sqrt(1 - rho * rho) * noise[k]),
  };
}

export const gaussianMi = (dimension: number, rho: number): number => -0.5 * dimension * Math.log(1 - rho * rho);

/** log dP/dQ in nats at each pair. */
const gaussianLogRatio = (dimension: number, rho: number, { count, x, y }: Pairs): Float64Array =>
  Float64Array.from({ length: count }, (_, row) => {
    let sum = gaussianMi(dimension, rho);
    for (let k = row * dimension; k < (row + 1) * dimension; k++)
      sum += (2 * rho * x[k] * y[k] - rho * rho * (x[k] ** 2 + y[k] ** 2)) / (2 * (1 - rho * rho));
    return sum;
  });

export interface SplitSizes {
  readonly train: number | 'fresh';
  readonly selection: number;
  readonly evaluation: number;
}

export function gaussianSplit(seed: number, dimension: number, rho: number, sizes: SplitSizes): Split {
  const key = keyFromSeed(seed);
  const draw = (count: number, label: Key) => gaussianPairs(count, dimension, rho, label);
  return {
    train:
      sizes.train === 'fresh'
        ? { kind: 'fresh', dimX: dimension, dimY: dimension, draw }
        : { kind: 'sample', pairs: draw(sizes.train, foldIn(key, 'train')) },
    selection: draw(sizes.selection, foldIn(key, 'selection')),
    evaluation: draw(sizes.evaluation, foldIn(key, 'evaluation')),
    independent: (count, label) => ({ ...draw(count, foldIn(label, 1)), y: draw(count, foldIn(label, 2)).y }),
    logDensityRatio: (pairs) => gaussianLogRatio(dimension, rho, pairs),
  };
}

/** Each row with the next one, `size` times around: no fixed point. */
export const shiftByOne = (size: number, pool: 'batch' | 'sample' = 'batch'): ReferenceScheme => ({
  mode: 'shift',
  pool,
  size,
  draw: (poolSize) => ({
    rowsX: Int32Array.from({ length: size }, (_, k) => k % poolSize),
    rowsY: Int32Array.from({ length: size }, (_, k) => (k + 1) % poolSize),
  }),
});

export const freshReferences = (size: number): ReferenceScheme => ({ mode: 'fresh', pool: 'sample', size });

export const protocol = (changes: Partial<Protocol> = {}): Protocol => ({
  version: 1,
  steps: 1500,
  selectEvery: 250,
  patience: 10,
  selectionSize: 2000,
  evaluationSize: 20_000,
  selectionReferences: 2000,
  evaluationReferences: 20_000,
  evaluationMode: 'fresh',
  ...changes,
});
