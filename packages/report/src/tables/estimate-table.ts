import { distinguishingFields } from '../groups/distinguishing-fields.ts';
import { summarize } from '../groups/group-summary.ts';
import { compareValues } from '../groups/replicates.ts';
import { constantFields } from '../groups/varying-fields.ts';
import type { EstimateRow } from '../rows/estimate-row.ts';
import { estimatorName, fieldEquals, fieldName, valueText } from '../theme/names.ts';
import { type ColumnId, columns } from './columns.ts';
import type { Table } from './table.ts';

/** One row a setting: the fields that tell the settings apart, then the chosen columns. `null` where there are no rows. */
export function estimateTable(rows: readonly EstimateRow[], chosen: readonly ColumnId[]): Table | null {
  if (rows.length === 0) return null;
  const fields = distinguishingFields(rows);
  const groups = summarize(rows).sort((a, b) => {
    for (const field of [...fields, 'estimator']) {
      const order = compareValues(a.setting[field], b.setting[field]);
      if (order !== 0) return order;
    }
    return 0;
  });
  const constant = constantFields(groups.map((group) => group.setting));
  const told = Object.entries(constant)
    .filter(([field]) => field !== 'estimator' && field !== 'kind')
    .map(([field, value]) => fieldEquals(field, value));
  return {
    caption: 'Estimates over replicates (nats)',
    columns: [
      ...fields.map((field) => ({ title: fieldName(field), align: 'right' as const })),
      { title: 'estimator', align: 'left' },
      ...chosen.map((id) => ({ title: columns[id].title, align: 'right' as const })),
    ],
    rows: groups.map((group) => [
      ...fields.map((field) => valueText(group.setting[field])),
      estimatorName(String(group.setting.estimator)),
      ...chosen.map((id) => columns[id].text(group)),
    ]),
    notes: told.length > 0 ? [`The same for all rows: ${told.join(', ')}.`] : [],
  };
}
