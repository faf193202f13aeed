import { flawOf } from '@minebench/core';
import type { PlannedCell } from '../experiment/plan.ts';
import type { Found, RecordStore } from './record-store.ts';

/** The record of a cell, which is corrupt too where its result is not what the procedure gives. */
export function readCell(store: RecordStore, { name, procedure }: Pick<PlannedCell, 'name' | 'procedure'>): Found {
  const found = store.read(name);
  if (found.kind !== 'record') return found;
  const flaw = flawOf(procedure, found.record.result);
  return flaw === undefined ? found : { kind: 'corrupt', reason: `its result is not whole (${flaw})` };
}

/** Moves what lies in the place of a cell's record out of the way, and returns where it lies now; undefined where another process was faster. */
export const setCellAside = (store: RecordStore, { name, procedure }: Pick<PlannedCell, 'name' | 'procedure'>) =>
  store.setAside(name, ({ result }) => flawOf(procedure, result) === undefined);
