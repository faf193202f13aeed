import type { CellResult } from '@minebench/core';
import type { PlannedCell } from '../experiment/plan.ts';
import { currentSetting, peakMemoryBytes } from '../run/provenance.ts';
import { keepRecord } from '../run/run-cell.ts';
import type { RecordStore } from '../store/record-store.ts';
import type { Job } from './executor.ts';

/**
 * Records the failure of a cell that can no longer speak for itself: whoever ran it is gone. Where another process has finished it meanwhile, that is its result.
 * @throws InputError where the record cannot be written
 */
export function recordLoss(
  { commit, events }: Job,
  store: RecordStore,
  cell: PlannedCell,
  result: CellResult,
  seconds: number,
) {
  const startedAt = new Date(Date.now() - seconds * 1000).toISOString();
  const provenance = { startedAt, seconds, ...currentSetting(commit), peakMemoryBytes: peakMemoryBytes() };
  const { record } = keepRecord({ ...cell, store }, { schema: 1, cell: cell.cell, result, provenance });
  events.onFinish(cell.name, record.result, seconds);
}
