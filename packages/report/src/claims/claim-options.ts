import type { Where } from '../rows/where.ts';

/** What every claim about estimates takes. */
export interface ClaimOptions {
  readonly name: string;
  /** Why it is expected, with its tolerance and source. */
  readonly reason: string;
  /** Which estimates it is about; all of them where absent. */
  readonly where?: Where;
  /** Least number of replicates a setting needs; with fewer the claim is unresolved. 1 where absent. */
  readonly replicates?: number;
}
