import { formLabel } from '../figures/objective-forms.ts';
import type { OracleRow } from '../rows/oracle-row.ts';
import { valueText } from '../theme/names.ts';
import { number, type Table } from './table.ts';

/** One row a value: what each objective reads at the optimal critic. `null` where there are no rows. */
export function oracleTable(rows: readonly OracleRow[]): Table | null {
  if (rows.length === 0) return null;
  return {
    caption: 'Objectives at the optimal critic (nats)',
    columns: [
      { title: 'dimension', align: 'right' },
      { title: 'ρ', align: 'right' },
      { title: 'data seed', align: 'right' },
      { title: 'objective', align: 'left' },
      { title: 'truth', align: 'right' },
      { title: 'value', align: 'right' },
      { title: 'SE', align: 'right' },
      { title: 'value − truth', align: 'right' },
    ],
    rows: rows.flatMap((row) => {
      const place = [valueText(row.setting.dimension), valueText(row.setting.rho), String(row.dataSeed)];
      if (row.values.length === 0)
        return [[...place, `${row.status}: ${row.reason ?? ''}`, number(row.truth), '—', '—', '—']];
      return row.values.map(({ id, nats, standardError }) => [
        ...place,
        formLabel(id),
        number(row.truth),
        number(nats),
        number(standardError),
        nats === null || row.truth === null ? '—' : number(nats - row.truth),
      ]);
    }),
    notes: [],
  };
}
