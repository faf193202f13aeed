import type { QuotedNumber } from '@minebench/core';
import type { Table } from './table.ts';

/** Published numbers, marked as what they are; null where there are none. */
export const quotedTable = (quoted: readonly QuotedNumber[] = []): Table | null =>
  quoted.length === 0
    ? null
    : {
        caption: 'Published numbers (quoted, not reproduced)',
        columns: [
          { title: 'number', align: 'left' },
          { title: 'quoted', align: 'right' },
          { title: 'source', align: 'left' },
        ],
        rows: quoted.map(({ what, value, source }) => [what, String(value), source]),
        notes: ['These numbers are the papers’; nothing here is fitted to them, and no verdict uses them.'],
      };
