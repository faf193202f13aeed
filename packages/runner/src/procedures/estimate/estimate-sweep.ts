import type { Choice, Protocol, ReferencePool } from '@minebench/core';

/** A value, or the values to sweep over. */
export type Swept<T> = T | readonly T[];

/** How training references are drawn; `size` is n'. */
export type ReferenceChoice =
  | string
  | {
      readonly mode: string;
      readonly pool?: ReferencePool;
      readonly size?: number;
      readonly distinct?: boolean;
      readonly diagonal?: boolean;
    };

/** A file of the user's, relative to the experiment file, with its options. */
export interface FileChoice {
  readonly file: string;
  readonly [option: string]: unknown;
}

/** Fields of a sweep of the `estimate` procedure; every combination of their values is a cell. */
export interface EstimateSweep {
  /** The task, by name, by name and options, or by file. */
  readonly task: Swept<Choice | FileChoice>;
  /** Options of the task that are swept often: they go into the task's own. */
  readonly dimension?: Swept<number>;
  readonly rho?: Swept<number>;
  readonly mi?: Swept<number>;
  /** Training pairs, or `fresh`: new draws for every batch. */
  readonly n: Swept<number | 'fresh'>;
  /** b. Default 128. */
  readonly batchSize?: Swept<number>;
  /** Default `derange`. */
  readonly references?: Swept<ReferenceChoice>;
  /** n'. Default: what the mode gives, b for most. */
  readonly referenceSize?: Swept<number>;
  /** Neural estimators: every bound with every critic and every optimiser. */
  readonly bound?: Swept<Choice | FileChoice>;
  /** Default `joint-mlp`. */
  readonly critic?: Swept<Choice | FileChoice>;
  /** Default `adam`. */
  readonly optimizer?: Swept<Choice | FileChoice>;
  /** Other bounds to read on each trained critic: one list, not swept. */
  readonly readouts?: readonly (Choice | FileChoice)[];
  /** Classical estimators. They have no batches and no weights: cells that differ in those alone are one. */
  readonly baseline?: Swept<Choice | FileChoice>;
  /** Default 0. */
  readonly dataSeed?: Swept<number>;
  /** Default 0. */
  readonly initSeed?: Swept<number>;
  /** In place of both seeds: this many replicates, replicate k with both seeds k. */
  readonly seeds?: number;
  /** Default `ort:cpu`. */
  readonly engine?: Swept<string>;
  readonly protocol?: Swept<Partial<Protocol>>;
}

export const ESTIMATE_FIELDS: readonly (keyof EstimateSweep)[] = [
  'task',
  'dimension',
  'rho',
  'mi',
  'n',
  'batchSize',
  'references',
  'referenceSize',
  'bound',
  'critic',
  'optimizer',
  'readouts',
  'baseline',
  'dataSeed',
  'initSeed',
  'seeds',
  'engine',
  'protocol',
];
