import type { EstimateKind } from './bound.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Engine } from './engine.ts';
import type { Key } from './key.ts';
import type { ReferenceScheme } from './references.ts';
import type { Pairs } from './task.ts';

/** An estimate on the evaluation part. */
export interface Reading {
  /** Nats. Never clamped. */
  readonly nats: number;
  readonly standardError: number;
  /** `blocks`: from the spread over disjoint batches, for bounds on a batch's product. */
  readonly standardErrorMethod: 'delta' | 'shared-points' | 'blocks' | 'jackknife' | 'subsample' | 'none';
  /** The largest reference pair's share in the estimate: max e^t / sum e^t for Donsker-Varadhan. Absent where there are no reference pairs. */
  readonly largestWeight?: number;
  /**
   * False where `largestWeight` exceeds 0.1, or where the variance of pairs that share points came out not positive: the standard error cannot be
   * believed. Also where one block makes more than half of the spread of blocks, and where a classical estimator finds its assumptions broken (`ksg`: more than k copies of a point).
   */
  readonly reliable: boolean;
}

/** Minibatch estimates in nats, averaged over the steps of a selection interval: what papers plot. */
export interface Curve {
  /** Last step of each interval. */
  readonly step: readonly number[];
  readonly mean: readonly number[];
  readonly standardDeviation: readonly number[];
}

/** The bound on the selection part after each interval. */
export interface SelectionTrace {
  readonly step: readonly number[];
  readonly nats: readonly number[];
  /** What was maximised, where that is not the estimate. */
  readonly criterion?: readonly number[];
  /**
   * log E_Q e^t on the selection references, nats, of a bound that has references: c where t = log dP/dQ + c. Donsker-Varadhan leaves it free, NWJ holds it
   * at 1.
   */
  readonly constant?: readonly number[];
  /** The step whose weights were kept; 0 stands for the initial weights. */
  readonly bestStep: number;
}

/** What both of them gained by one interval: training as it is seen while it lasts. */
export interface CurvePoint {
  /** Steps done so far. */
  readonly step: number;
  /** The interval's minibatch mean and the bound on the selection part after it, nats. */
  readonly minibatch: number;
  readonly selection: number;
}

/** The estimate under permutations of the rows of Y, which break every dependence. A neural estimator permutes evaluation rows, for a critic that has not seen them. */
export interface PermutationTest {
  readonly permutations: number;
  /** (1 + number of permutations that reach the observed value) / (1 + permutations): at most alpha with probability alpha under independence. */
  readonly pValue: number;
  /** Rows that were permuted, and the statistic on them as they were observed, in nats: fewer than the estimate's where all would take too long. */
  readonly rows: number;
  readonly observed: number;
  /** Mean and standard deviation of the estimate in nats under the null. */
  readonly nullMean: number;
  readonly nullStandardDeviation: number;
}

export interface CompletedEstimate {
  readonly status: 'completed';
  /** The headline: the estimator's own bound on the evaluation part. */
  readonly evaluation: Reading;
  /** Other bounds read on the same critic and the same evaluation pairs. */
  readonly readouts?: Readonly<Record<string, Reading>>;
  /**
   * The estimator's bound at the optimal critic, on the same evaluation pairs: its difference to the truth is the bound's own error, that of
   * `evaluation` to it the optimisation's. Present where the task knows log dP/dQ.
   */
  readonly optimalCritic?: Reading;
  /** Mean of the minibatch estimates over the last interval. */
  readonly minibatchAverage?: number;
  /** The largest selection value seen, an optimistic number that some papers print; never the estimate. */
  readonly maxOverSelection?: number;
  readonly minibatch?: Curve;
  readonly selection?: SelectionTrace;
  readonly stepsRun?: number;
  readonly parameters?: number;
  /** Floating-point operations of one training step, counted on its recorded graph. */
  readonly flopPerStep?: number;
  readonly permutationTest?: PermutationTest;
}

export interface DivergedEstimate {
  readonly status: 'diverged';
  readonly reason: string;
  readonly step: number;
  readonly minibatch?: Curve;
  readonly selection?: SelectionTrace;
}

export interface FailedEstimate {
  readonly status: 'failed';
  readonly reason: string;
}

export type Estimate = CompletedEstimate | DivergedEstimate | FailedEstimate;

/** Where training points come from: a fixed sample, or fresh draws for every batch. */
export type TrainingSource =
  | { readonly kind: 'sample'; readonly pairs: Pairs }
  | { readonly kind: 'fresh'; readonly dimX: number; readonly dimY: number; draw(count: number, key: Key): Pairs };

/**
 * Three disjoint parts. `selection` and `evaluation` carry their reference scheme; `independent` gives independent draws from both marginals
 * where the task has a sampler (scheme `fresh`).
 */
export interface Split {
  readonly train: TrainingSource;
  readonly selection: Pairs;
  readonly evaluation: Pairs;
  /** Draws from P_X x P_Y, where there is a sampler. */
  independent?(count: number, key: Key): Pairs;
  /** log dP/dQ in nats at each pair, `[count]`, where the task knows it. */
  logDensityRatio?(pairs: Pairs): Float64Array;
}

/** The regime a result is obtained under; part of a cell. */
export interface Protocol {
  readonly version: number;
  /** Most training steps. */
  readonly steps: number;
  /** Steps between two looks at the selection part. */
  readonly selectEvery: number;
  /** Looks without improvement before training stops. */
  readonly patience: number;
  readonly selectionSize: number;
  readonly evaluationSize: number;
  /** n' of the selection and of the evaluation part. */
  readonly selectionReferences: number;
  readonly evaluationReferences: number;
  /** How evaluation references are drawn: independent draws from the marginals, or pairs of evaluation rows that differ. */
  readonly evaluationMode: 'fresh' | 'replace';
}

export interface EstimateOptions {
  readonly engine: Engine;
  readonly protocol: Protocol;
  readonly batchSize: number;
  /** How training references are made. */
  readonly references: ReferenceScheme;
  /** References within the selection and evaluation parts. */
  readonly selectionReferences: ReferenceScheme;
  readonly evaluationReferences: ReferenceScheme;
  readonly initKey: Key;
  /** Permutations of the null of independence; no test where absent. */
  readonly permutations?: number;
  /** Called after each interval. */
  onProgress?(point: CurvePoint): void;
  /** Where a neural estimator leaves its training state, after each of its calls. */
  readonly checkpoint?: Checkpoint;
}

/** All estimators, classical ones too. A neural one is built from bound + critic + optimiser. */
export interface Estimator {
  readonly id: string;
  readonly kind: EstimateKind;
  estimate(split: Split, options: EstimateOptions, key: Key): Promise<Estimate>;
}
