import {
  type Cell,
  type CellRecord,
  type CellResult,
  type Checkpoint,
  type CurvePoint,
  type Engine,
  flawOf,
  type Procedure,
} from '@minebench/core';
import { CheckpointFile } from '../store/checkpoint-file.ts';
import { readCell, setCellAside } from '../store/read-cell.ts';
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
  /** At least this long between two checkpoints of the cell. */
  readonly checkpointSeconds: number;
  onProgress(share: number, point?: CurvePoint): void;
  /** Where it runs together with other cells: the engine that joins their programs, and how many cells they are. */
  readonly together?: { readonly engine: Engine; readonly cells: number };
}

/** True where a record settles its cell, so that it need not run again. */
export const isSettled = (record: CellRecord, retry: boolean): boolean =>
  !isTransient(record.result) && !(retry && record.result.status === 'failed');

export interface CellOutcome {
  readonly record: CellRecord;
  /** Another process was at this cell too: it has written a record since this one looked, or before. */
  readonly shared: boolean;
}

/**
 * Runs a cell and writes its record, or takes the record that another process has written meanwhile. What the procedure throws becomes a
 * `failed` result: no cell vanishes.
 * @throws InputError where the record cannot be written
 */
export async function runCell(task: CellTask): Promise<CellOutcome> {
  const { name, cell, procedure, store, setting, together } = task;
  const found = readCell(store, task);
  if (found.kind === 'record' && isSettled(found.record, task.retry)) return { record: found.record, shared: true };
  if (found.kind === 'corrupt') setCellAside(store, task);
  if (found.kind === 'refused') throw store.refusal(name, found.reason);
  const startedAt = new Date().toISOString();
  const { cpu, arch } = setting.machine;
  const machine = JSON.stringify([cpu, arch, setting.versions]);
  const checkpoint = new CheckpointFile(store, { name, machine, everySeconds: task.checkpointSeconds });
  const result = await outcome(procedure, task, checkpoint);
  // A store that takes no checkpoint is no fault of the cell, whatever the procedure made of it.
  if (checkpoint.problem) throw checkpoint.problem;
  const provenance = {
    startedAt,
    seconds: checkpoint.seconds / (together?.cells ?? 1),
    ...setting,
    peakMemoryBytes: peakMemoryBytes(),
    ...(together ? { together: together.cells } : {}),
  };
  const kept = keepRecord(task, { schema: 1, cell, result, provenance }, found.kind === 'record');
  checkpoint.remove();
  return kept;
}

/**
 * Writes a record, unless another process has finished the cell meanwhile: what is finished is neither lost nor written again.
 * @param before - whether a record of the cell was there when it began
 * @throws InputError where it cannot be written
 */
export function keepRecord(
  task: Pick<CellTask, 'store' | 'name' | 'procedure'>,
  record: CellRecord,
  before = false,
): CellOutcome {
  const found = readCell(task.store, task);
  const shared = found.kind === 'record' && !before;
  if (found.kind === 'record' && found.record.result.status !== 'failed') return { record: found.record, shared };
  task.store.write(record);
  return { record, shared };
}

async function outcome(
  procedure: Procedure,
  { cell, experimentUrl, onProgress, together }: CellTask,
  checkpoint: Checkpoint,
): Promise<CellResult> {
  try {
    const context = {
      baseUrl: experimentUrl,
      onProgress,
      checkpoint,
      ...(together ? { engine: together.engine } : {}),
    };
    const result = toJson(await procedure.run(cell, context)) as CellResult;
    const flaw = flawOf(procedure, result);
    return flaw === undefined ? result : failure('error', `its result is not whole (${flaw})`);
  } catch (error) {
    return failure('error', messageOf(error));
  }
}
