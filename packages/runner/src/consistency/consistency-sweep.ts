import type { Choice } from '@minebench/core';
import type { EstimateSweep } from '../procedures/estimate/estimate-sweep.ts';

/** What to put through the suite: estimators and their regime as in any sweep, and the tasks, each of which has a default. */
export interface ConsistencySweepOptions extends Omit<EstimateSweep, 'task' | 'dimension' | 'rho' | 'mi' | 'n'> {
  /** Training pairs; 5000 where absent. */
  readonly n?: EstimateSweep['n'];
  /** What is doubled and transformed; a Gaussian in three dimensions with rho = 0.6 (I = 0.669 nats) where absent. Its information need not be known. */
  readonly base?: Choice;
  /** How many independent copies of the base stand side by side; 2 where absent. */
  readonly copies?: number;
  /** Maps of the base. `spiral` needs two dimensions of X and three of Y. */
  readonly transforms?: readonly Choice[];
  /** A Markov chain, of which every link is estimated. */
  readonly chain?: { readonly rhos: readonly number[]; readonly dimension?: number };
  /** Options of tasks without information. */
  readonly independence?: readonly Readonly<Record<string, unknown>>[];
}

const defaults = {
  base: { id: 'gaussian', dimension: 3, rho: 0.6 },
  transforms: ['asinh', 'half_cube', 'wiggly', 'spiral', { id: 'affine', scale: 3, offset: -2, of: 'x' }],
  chain: { rhos: [0.8, 0.8, 0.8], dimension: 2 },
  independence: [
    { dimX: 3, dimY: 3 },
    { dimX: 3, dimY: 3, marginals: 'student', df: 3 },
  ],
} as const;

/** `seeds` replicates unless the sweep varies the seeds itself. */
const replicates = ({ seeds, dataSeed, initSeed }: ConsistencySweepOptions): Pick<EstimateSweep, 'seeds'> =>
  seeds !== undefined || dataSeed !== undefined || initSeed !== undefined ? {} : { seeds: 5 };

/**
 * The sweep behind the self-consistency suite (Song and Ermon 2020, section 5, extended): tasks without information, every link of a Markov chain, the base, copies
 * of it side by side, and its images under injective maps. All meet the same seeds, so that images are maps of the very points of the base. `consistencyClaims` of
 * the report judges its records.
 */
export function consistencySweep(options: ConsistencySweepOptions): EstimateSweep {
  const {
    base = defaults.base,
    copies = 2,
    transforms = defaults.transforms,
    chain = defaults.chain,
    independence = defaults.independence,
    n = 5000,
    ...regime
  } = options;
  return {
    ...regime,
    ...replicates(options),
    n,
    task: [
      ...independence.map((given) => ({ id: 'independence', ...given })),
      ...chain.rhos.map((_, index) => ({ id: 'markov-chain', ...chain, link: index + 1 })),
      base,
      { id: 'independent-blocks', blocks: Array.from({ length: copies }, () => base) },
      ...transforms.map((transform) => ({ id: 'transformed', base, transforms: [transform] })),
    ],
  };
}
