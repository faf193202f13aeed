import type { EstimateRow } from '../rows/estimate-row.ts';
import { plural } from '../theme/plural.ts';

interface Counted {
  readonly status: EstimateRow['status'];
}

/** `60 cells: 57 completed, 2 diverged (×), 1 failed (×), 3 values off scale (▲▼)`. Always said, so that a reader knows nothing was dropped. */
export function statusLine(rows: readonly Counted[], offScale = 0): string {
  const count = (status: EstimateRow['status']): number => rows.filter((row) => row.status === status).length;
  const parts = [`${count('completed')} completed`];
  for (const status of ['diverged', 'failed'] as const)
    parts.push(count(status) > 0 ? `${count(status)} ${status} (×)` : `none ${status}`);
  if (offScale > 0) parts.push(`${plural(offScale, 'value')} off scale (▲▼)`);
  return `${plural(rows.length, 'cell')}: ${parts.join(', ')}`;
}
