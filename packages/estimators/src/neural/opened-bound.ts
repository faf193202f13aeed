import type { Bound, BoundState, JointContext, PairContext, PairInfluence, ProductContext } from '@minebench/core';
import type { Scalar } from '@tensorflow/tfjs';

/** What one of the bounds sees: which parts are there depends on its `references`. */
export type Context = JointContext & Partial<PairContext> & Partial<ProductContext>;

/** A bound whose contexts were made by its `references`, so that its functions can be called without asking for its kind again. */
export interface OpenedBound {
  objective(context: Context, state: BoundState): { readonly value: Scalar; readonly state: BoundState };
  estimate(context: Context): Scalar;
  criterion?(context: Context): Scalar;
  influence?(context: Context): Partial<PairInfluence> & Pick<PairInfluence, 'joint'>;
}

export const opened = (bound: Bound): OpenedBound => bound as unknown as OpenedBound;
