import type { EstimateRow } from '../rows/estimate-row.ts';
import { variantFields } from './varying-fields.ts';

/** What readers look for first. */
const preferred = [
  'task',
  'dimension',
  'rho',
  'mi',
  'n',
  'batchSize',
  'references',
  'referencePool',
  'referenceSize',
  'critic',
  'optimizer',
];

/**
 * The fewest fields that, together with the estimator, tell all settings apart: fields that follow from those before them (a batch size that goes
 * with the dimension) are left out.
 */
export function distinguishingFields(rows: readonly EstimateRow[]): string[] {
  const chosen: string[] = [];
  let open = variantFields(rows, chosen);
  const candidates = [...preferred, ...open.filter((field) => !preferred.includes(field)).sort()];
  for (const field of candidates) {
    if (!open.includes(field)) continue;
    chosen.push(field);
    open = variantFields(rows, chosen);
  }
  return chosen;
}
