import type { CellRecord } from '@minebench/core';
import { toOracleRows } from '../rows/oracle-row.ts';
import { toStaircaseRows } from '../rows/staircase-row.ts';
import { toRows } from '../rows/to-rows.ts';
import { type ColumnId, shortColumns, UNRELIABLE, unreliableNote } from './columns.ts';
import { estimateTable } from './estimate-table.ts';
import { oracleTable } from './oracle-table.ts';
import { staircaseTable } from './staircase-table.ts';
import { textTable } from './text-table.ts';

export type { ColumnId } from './columns.ts';

/** The records as aligned text for a terminal: estimates over replicates, and what oracles read. Empty where there is nothing to show. */
export function summaryTable(records: readonly CellRecord[], columns: readonly ColumnId[] = shortColumns): string {
  const tables = [
    estimateTable(toRows(records), columns),
    oracleTable(toOracleRows(records)),
    staircaseTable(toStaircaseRows(records)),
  ];
  const text = tables.flatMap((table) => (table === null ? [] : [textTable(table)])).join('\n\n');
  const starred = tables[0]?.rows.some((row) => row.some((cell) => cell.endsWith(UNRELIABLE)));
  return starred ? `${text}\n\n${UNRELIABLE} ${unreliableNote}` : text;
}
