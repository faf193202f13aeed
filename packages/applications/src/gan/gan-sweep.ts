import type { Choice } from '@minebench/core';
import type { MlpOptions } from '@minebench/estimators';

/** One value or several, each of which is a cell. */
type Swept<T> = T | readonly T[];

/** Fields of a sweep of the `gan` procedure. */
export interface GanSweep {
  /** What the generator shall imitate: `gaussians` (the default) or `spiral`. */
  readonly data?: Swept<Choice>;
  /** Weight of I(G(Z); Z) in the generator's objective. At 0 the critic only watches. */
  readonly beta: Swept<number>;
  /** How many times as long as the adversarial gradient that of the information may be; 1, as published, where absent. */
  readonly clip?: Swept<number>;
  /** A bound on pairs; `mine` where absent. */
  readonly bound?: Swept<Choice>;
  /** `joint-mlp` where absent. */
  readonly critic?: Swept<Choice>;
  readonly generator?: Partial<MlpOptions>;
  readonly discriminator?: Partial<MlpOptions>;
  /** Dimension of the noise Z, which is standard normal; 2 where absent. */
  readonly latent?: Swept<number>;
  /** 256 where absent. */
  readonly batchSize?: Swept<number>;
  /** Of the critic, and of the generator and the discriminator where they have none of their own; Adam where absent. */
  readonly optimizer?: Swept<Choice>;
  readonly generatorOptimizer?: Choice;
  readonly discriminatorOptimizer?: Choice;
  readonly engine?: Swept<string>;
  /** Replicates, each with a data seed and an initialisation seed of its own. */
  readonly seeds?: number;
  readonly dataSeed?: Swept<number>;
  readonly initSeed?: Swept<number>;
  readonly protocol?: {
    /** Alternations; 9600 where absent. */
    readonly steps?: number;
    /** Alternations between two looks; 400 where absent. */
    readonly lookEvery?: number;
    /** Points of a look; 2500 where absent. */
    readonly samples?: number;
    /** How many looks, evenly spread and the last among them, keep their points; 4 where absent. */
    readonly panels?: number;
  };
}

export const GAN_FIELDS: readonly (keyof GanSweep)[] = [
  'data',
  'beta',
  'clip',
  'bound',
  'critic',
  'generator',
  'discriminator',
  'latent',
  'batchSize',
  'optimizer',
  'generatorOptimizer',
  'discriminatorOptimizer',
  'engine',
  'seeds',
  'dataSeed',
  'initSeed',
  'protocol',
];
