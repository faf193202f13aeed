import type { CellRecord } from '@minebench/core';
import type { PlannedCell } from '../experiment/plan.ts';
import { questionName } from './cell-name.ts';
import { readCell } from './read-cell.ts';
import type { RecordStore } from './record-store.ts';

interface Unusable {
  readonly name: string;
  readonly path: string;
  readonly reason: string;
}

/** What a store has for the cells of a plan. */
export interface Stock {
  /** By the name of the cell. */
  readonly records: ReadonlyMap<string, CellRecord>;
  /** What lies in a record's place and cannot be used. */
  readonly corrupt: readonly Unusable[];
  /** Records of these cells that another minebench wrote, which this one cannot read and must not replace. */
  readonly refused: readonly Unusable[];
  /** Records of these cells, made by other sources: kept, not used. */
  readonly stale: number;
}

/** Reads and checks the records of the cells, and counts what older sources left. Writes nothing. */
export function takeStock(store: RecordStore, cells: readonly PlannedCell[]): Stock {
  const records = new Map<string, CellRecord>();
  const corrupt: Unusable[] = [];
  const refused: Unusable[] = [];
  const planned = new Map(cells.map((cell) => [cell.name, cell]));
  const questions = new Set(cells.map(({ cell }) => questionName(cell)));
  let stale = 0;
  for (const name of store.names()) {
    const cell = planned.get(name);
    const found = cell ? readCell(store, cell) : store.read(name);
    if (found.kind === 'corrupt') corrupt.push({ name, path: store.pathOf(name), reason: found.reason });
    if (found.kind === 'refused' && cell) refused.push({ name, path: store.pathOf(name), reason: found.reason });
    if (found.kind !== 'record') continue;
    if (cell) records.set(name, found.record);
    else if (questions.has(questionName(found.record.cell))) stale++;
  }
  return { records, corrupt, refused, stale };
}
