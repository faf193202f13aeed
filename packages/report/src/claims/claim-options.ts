import type { Claim, ExperimentSize } from '@minebench/core';
import type { Where } from '../rows/where.ts';

/** What every claim about estimates takes. */
export interface ClaimOptions {
  readonly name: string;
  /** Why it is expected, with its tolerance and source. */
  readonly reason: string;
  /** Which estimates it is about; all of them where absent. */
  readonly where?: Where;
  /** The sizes of the experiment at which it is judged, as in ['reference', 'full']; all where absent. */
  readonly sizes?: readonly ExperimentSize[];
  /** Least number of replicates a setting needs; with fewer the claim is unresolved. 1 where absent. */
  readonly replicates?: number;
}

/** What a claim says of itself. */
export const claimHead = ({
  name,
  reason,
  sizes,
}: Pick<ClaimOptions, 'name' | 'reason' | 'sizes'>): Pick<Claim, 'name' | 'reason' | 'sizes'> => ({
  name,
  reason,
  ...(sizes === undefined ? {} : { sizes }),
});
