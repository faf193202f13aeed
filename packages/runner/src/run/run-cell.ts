import type { Cell, CellRecord, CellResult, CurvePoint, Procedure } from '@minebench/core';
import { flawOf } from '../procedures/checked-procedure.ts';
import { readCell } from '../store/read-cell.ts';
import type { RecordStore } from '../store/record-store.ts';
import { toJson } from '../store/record-text.ts';
import { failure, isTransient } from './events.ts';
import { messageOf } from './message-of.ts';
import { peakMemoryBytes, type Setting } from './provenance.ts';

export interface CellTask {
  readonly name: string;
  readonly cell: Cell;
  readonly procedure: Procedure;
  /** The experiment file. */
  readonly experimentUrl: string;
  readonly store: RecordStore;
  readonly setting: Setting;
  /** Run it even where a failed record is there. */
  readonly retry: boolean;
  onProgress(share: number, point?: CurvePoint): void;
}

/** True where a record settles its cell, so that it need not run again. */
export const isSettled = (record: CellRecord, retry: boolean): boolean =>
  !isTransient(record.result) && !(retry && record.result.status === 'failed');

/**
 * Runs a cell and writes its record, or takes the record that another process has written meanwhile. What the procedure throws becomes a
 * `failed` result: no cell vanishes.
 * @throws InputError where the record cannot be written
 */
export async function runCell(task: CellTask): Promise<CellRecord> {
  const { cell, procedure, store, setting } = task;
  const found = readCell(store, task);
  if (found.kind === 'record' && isSettled(found.record, task.retry)) return found.record;
  const startedAt = new Date().toISOString();
  const start = performance.now();
  const result = await outcome(procedure, task);
  const record: CellRecord = {
    schema: 1,
    cell,
    result,
    provenance: {
      startedAt,
      seconds: (performance.now() - start) / 1000,
      ...setting,
      peakMemoryBytes: peakMemoryBytes(),
    },
  };
  store.write(record);
  return record;
}

async function outcome(procedure: Procedure, { cell, experimentUrl, onProgress }: CellTask): Promise<CellResult> {
  try {
    const result = toJson(await procedure.run(cell, { baseUrl: experimentUrl, onProgress })) as CellResult;
    const flaw = flawOf(procedure, result);
    return flaw === undefined ? result : failure('error', `its result is not whole (${flaw})`);
  } catch (error) {
    return failure('error', messageOf(error));
  }
}
