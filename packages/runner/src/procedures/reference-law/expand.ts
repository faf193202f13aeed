import { type CellPlan, type ExpandContext, InputError, type JsonObject, type SweepFields } from '@minebench/core';
import { expandEstimate } from '../estimate/expand.ts';

const MODES = ['shuffle', 'derange', 'shift', 'replace'];

/** Cells of a sweep of the `reference-law` procedure. */
export async function expandReferenceLaw(
  sweep: SweepFields,
  path: string,
  context: ExpandContext,
): Promise<CellPlan[]> {
  const plans = await expandEstimate(sweep, path, context);
  return plans.map((plan) => {
    const { mode, pool } = (plan.params.references ?? {}) as JsonObject;
    if (!MODES.includes(String(mode)) || pool !== 'batch')
      throw new InputError({
        argument: `${path}.references`,
        value: { mode: mode ?? null, pool: pool ?? null },
        problem: 'is no way to pair the rows of a batch',
        remedy: `use a bound on pairs with ${MODES.join(', ')} and the pool batch`,
      });
    if (plan.protocol.evaluationMode !== 'fresh')
      throw new InputError({
        argument: `${path}.protocol.evaluationMode`,
        value: plan.protocol.evaluationMode,
        problem: 'draws no independent references',
        remedy: 'leave it out',
      });
    return { ...plan, procedure: 'reference-law' };
  });
}
