import { variantNames } from '../groups/variant-name.ts';
import type { StaircaseLevel, StaircaseRow } from '../rows/staircase-row.ts';
import { valueText } from '../theme/names.ts';
import { number, type Table } from './table.ts';

const plateau = ({ plateau: read }: StaircaseLevel): string[] =>
  read === null ? ['—', '—', '—'] : [number(read.nats), number(read.standardError), number(read.standardDeviation)];

/** One row a level of each staircase: what its plateau reads. `null` where there are no rows. */
export function staircaseTable(rows: readonly StaircaseRow[]): Table | null {
  if (rows.length === 0) return null;
  const nameOf = variantNames(rows.map((row) => row.setting));
  return {
    caption: 'Plateaus of the staircase (nats)',
    columns: [
      { title: 'task', align: 'left' },
      { title: 'critic', align: 'left' },
      { title: 'references', align: 'left' },
      { title: 'bound', align: 'left' },
      { title: 'steps a level', align: 'right' },
      { title: 'truth', align: 'right' },
      { title: 'plateau', align: 'right' },
      { title: 'SE', align: 'right' },
      { title: 'sd of minibatches', align: 'right' },
      { title: 'largest', align: 'right' },
      { title: 'limit', align: 'right' },
    ],
    rows: rows.flatMap((row) => {
      const place = [
        ...['task', 'critic', 'references'].map((field) => valueText(row.setting[field])),
        nameOf(row.setting),
        String(row.stepsPerLevel),
      ];
      if (row.levels.length === 0) return [[...place, `${row.status}: ${row.reason ?? ''}`, '—', '—', '—', '—', '—']];
      return row.levels.map((level) => [
        ...place,
        number(level.truth),
        ...plateau(level),
        number(level.largest),
        number((level.optimum ?? level.cap)?.nats),
      ]);
    }),
    notes: [
      'Mean over the last quarter of a level, its standard error from ten stretches, and the standard deviation of single minibatches there; the largest minibatch is over the whole level. The limit is InfoNCE at the optimal critic, or C_b where references are shuffled within the batch. A dash stands where training broke off.',
    ],
  };
}
