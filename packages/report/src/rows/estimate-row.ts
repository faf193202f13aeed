/** A parameter's value inside a setting. Lists and objects are canonical JSON text. */
export type SettingValue = string | number | boolean | null;

/** Everything that determines an estimate except its two seeds and the code: replicates share it. Keys are short field names (`rho`, `critic`, `bound.decay`). */
export type Setting = Readonly<Record<string, SettingValue>>;

/** One `estimate` record, flat and typed: what figures, tables and Parquet read. Information in nats; `null` where a record does not say. */
export interface EstimateRow {
  /** SHA-256 of the cell's canonical JSON: the record's name. */
  readonly cell: string;
  readonly setting: Setting;
  readonly task: string;
  /** The task's options, canonical JSON. */
  readonly taskOptions: string;
  /** Task option `dimension`, or the dimension of X where the task has none. */
  readonly dimension: number | null;
  readonly rho: number | null;
  /** True mutual information. */
  readonly truth: number | null;
  readonly truthMethod: string | null;
  readonly truthStandardError: number | null;
  readonly dimX: number | null;
  readonly dimY: number | null;
  /** Training sample size; `null` where every batch is drawn afresh. */
  readonly n: number | null;
  readonly fresh: boolean;
  readonly batchSize: number | null;
  readonly references: string | null;
  readonly referencePool: string | null;
  /** n', the reference pairs of a training batch. */
  readonly referenceSize: number | null;
  readonly kind: 'neural' | 'baseline';
  /** Id of the bound or of the baseline: what colours follow. */
  readonly estimator: string;
  /** The bound's or baseline's other options, canonical JSON. */
  readonly estimatorOptions: string;
  readonly critic: string | null;
  readonly criticOptions: string | null;
  readonly optimizer: string | null;
  readonly learningRate: number | null;
  readonly engine: string;
  readonly dataSeed: number;
  readonly initSeed: number;
  readonly status: 'completed' | 'diverged' | 'failed';
  /** Why it diverged or failed. */
  readonly reason: string | null;
  readonly divergedAtStep: number | null;
  /** The headline: the estimator's own bound on the evaluation part. */
  readonly nats: number | null;
  /** `nats - truth`. */
  readonly error: number | null;
  readonly standardError: number | null;
  readonly standardErrorMethod: string | null;
  readonly largestWeight: number | null;
  /** False where one reference weight dominates, so that the standard error cannot be believed. */
  readonly reliable: boolean | null;
  /** The same bound at the optimal critic, on the same evaluation pairs. */
  readonly optimalCriticNats: number | null;
  readonly optimalCriticStandardError: number | null;
  readonly optimalCriticReliable: boolean | null;
  /** Of the test of independence by permutations, and the mean and standard deviation of its null. */
  readonly pValue: number | null;
  readonly nullMean: number | null;
  readonly nullStandardDeviation: number | null;
  readonly minibatchAverage: number | null;
  readonly maxOverSelection: number | null;
  readonly bestStep: number | null;
  readonly stepsRun: number | null;
  readonly parameters: number | null;
  /** Floating-point operations of one training step. */
  readonly flopPerStep: number | null;
  /** Other bounds read on the same critic and evaluation pairs: ids, values and standard errors side by side. */
  readonly readoutIds: readonly string[];
  readonly readoutNats: readonly (number | null)[];
  readonly readoutStandardErrors: readonly (number | null)[];
  readonly minibatchStep: readonly number[];
  readonly minibatchMean: readonly (number | null)[];
  readonly minibatchStandardDeviation: readonly (number | null)[];
  readonly selectionStep: readonly number[];
  readonly selectionNats: readonly (number | null)[];
  /** What early stopping maximised, where that is not the estimate. */
  readonly selectionCriterion: readonly (number | null)[];
  /** log E_Q e^t on the selection references: the constant of the critic that DV leaves free. Empty for a bound without references. */
  readonly selectionConstant: readonly (number | null)[];
  readonly code: string;
  readonly seconds: number;
  readonly peakMemoryBytes: number;
}
