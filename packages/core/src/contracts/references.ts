import type { Key } from './key.ts';

/**
 * Pairs of row numbers: pair k is (x[rowsX[k]], y[rowsY[k]]). Both arrays have the same length, n'.
 */
export interface RowPairs {
  readonly rowsX: Int32Array;
  readonly rowsY: Int32Array;
}

/** Where reference rows are drawn from: the minibatch, or the whole training sample. */
export type ReferencePool = 'batch' | 'sample';

/**
 * How reference samples of Q = P_X x P_Y are made out of joint ones. `fresh` draws from both marginals and is only possible with a sampler;
 * every other scheme pairs rows that are already there.
 */
export interface ReferenceScheme {
  /** `shuffle`, `derange`, `shift`, `replace`, `product`, `fresh`. */
  readonly mode: string;
  readonly pool: ReferencePool;
  /** n', the number of reference pairs a draw gives. */
  readonly size: number;
  /** Row pairs within a pool of `poolSize` rows; the key decides. Absent for `fresh`. */
  draw?(poolSize: number, key: Key): RowPairs;
}
