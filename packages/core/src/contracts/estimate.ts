import type { EstimateKind } from './bound.ts';
import type { Engine } from './engine.ts';
import type { Key } from './key.ts';
import type { ReferenceScheme } from './references.ts';
import type { Pairs } from './task.ts';

/** An estimate on the evaluation part. */
export interface Reading {
  /** Nats. Never clamped. */
  readonly nats: number;
  readonly standardError: number;
  readonly standardErrorMethod: 'delta' | 'shared-points' | 'jackknife' | 'subsample' | 'none';
  /** max e^t / sum e^t over the reference values: the share of the largest weight. */
  readonly largestWeight?: number;
  /**
   * False where `largestWeight` exceeds 0.1, or where the variance of pairs that share points came out not positive: the standard error cannot be
   * believed. Also where a classical estimator finds its assumptions broken (`ksg`: more than k copies of a point).
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
  /** The step whose weights were kept; 0 stands for the initial weights. */
  readonly bestStep: number;
}

export interface CompletedEstimate {
  readonly status: 'completed';
  /** The headline: the estimator's own bound on the evaluation part. */
  readonly evaluation: Reading;
  /** Other bounds read on the same critic and the same evaluation pairs. */
  readonly readouts?: Readonly<Record<string, Reading>>;
  /** Mean of the minibatch estimates over the last interval. */
  readonly minibatchAverage?: number;
  /** The largest selection value seen, an optimistic number that some papers print; never the estimate. */
  readonly maxOverSelection?: number;
  readonly minibatch?: Curve;
  readonly selection?: SelectionTrace;
  readonly stepsRun?: number;
  readonly parameters?: number;
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
  /** Called after each interval with the steps done so far. */
  onProgress?(steps: number): void;
}

/** All estimators, classical ones too. A neural one is built from bound + critic + optimiser. */
export interface Estimator {
  readonly id: string;
  readonly kind: EstimateKind;
  estimate(split: Split, options: EstimateOptions, key: Key): Promise<Estimate>;
}
