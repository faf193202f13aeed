import type { Choice } from '@minebench/core';

/** One value or several, each of which is a cell. */
type Swept<T> = T | readonly T[];

/** Fields of a sweep of the `bottleneck` procedure. */
export interface BottleneckSweep {
  /** `none`, `dropout`, `label-smoothing`, `vib` or `mine`, with their options. */
  readonly regularizer: Swept<Choice>;
  /** Widths of the encoder's hidden layers; [1024, 1024] where absent. */
  readonly hidden?: readonly number[];
  /** K, numbers in a code; 256 where absent. */
  readonly code?: Swept<number>;
  /** A bound on pairs that reads I(X;Z); `dv` where absent. */
  readonly bound?: Swept<Choice>;
  /** Reads I(X;Z) of (x, z); `joint-mlp` where absent. */
  readonly critic?: Swept<Choice>;
  /** Of the classifier; Adam where absent. */
  readonly optimizer?: Swept<Choice>;
  /** Of the critic; Adam where absent. */
  readonly criticOptimizer?: Swept<Choice>;
  /** 100 where absent. */
  readonly batchSize?: Swept<number>;
  /** Training images, from the first on; all 60,000 where absent. */
  readonly n?: Swept<number>;
  readonly engine?: Swept<string>;
  /** Replicates, each with a data seed (orders, noise) and an initialisation seed of its own. */
  readonly seeds?: number;
  readonly dataSeed?: Swept<number>;
  readonly initSeed?: Swept<number>;
  readonly protocol?: {
    /** 20 where absent. */
    readonly epochs?: number;
    /** Epochs between two looks; 2 where absent. */
    readonly lookEvery?: number;
    /** Test images, from the first on; all 10,000 where absent. */
    readonly testImages?: number;
    /** Of them, those that the bracket of I(X;Z) is taken over; 1000 where absent. */
    readonly informationImages?: number;
  };
}

export const BOTTLENECK_FIELDS: readonly (keyof BottleneckSweep)[] = [
  'regularizer',
  'hidden',
  'code',
  'bound',
  'critic',
  'optimizer',
  'criticOptimizer',
  'batchSize',
  'n',
  'engine',
  'seeds',
  'dataSeed',
  'initSeed',
  'protocol',
];
