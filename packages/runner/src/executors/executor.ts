import type { CellResult, CurvePoint } from '@minebench/core';
import type { PlannedCell } from '../experiment/plan.ts';

/** What an executor tells while it works. */
export interface ExecutorEvents {
  onStart(name: string): void;
  onProgress(name: string, share: number, point?: CurvePoint): void;
  /** The cell's record is in the store. */
  onFinish(name: string, result: CellResult, seconds: number): void;
  /** Something that a person who waits wants to know. */
  onNote(text: string): void;
}

export interface Job {
  readonly cells: readonly PlannedCell[];
  /** Most cells that are run as one program, on engines whose id ends with `+vmap`. */
  readonly cellsPerProgram: number;
  readonly experimentUrl: string;
  /** Folder of the records. */
  readonly store: string;
  readonly retry: boolean;
  /** At least this long between two checkpoints of a cell. */
  readonly checkpointSeconds: number;
  readonly commit: string | null;
  readonly events: ExecutorEvents;
  /** Once aborted, no further cell starts; those that run are finished. */
  readonly finish: AbortSignal;
  /** Once aborted, everything stops; cells in flight are lost. */
  readonly stop: AbortSignal;
}

/** Runs cells and writes their records. Ends when all are done or it was asked to stop. */
export interface Executor {
  /** Most cells at a time; where that changes, as it is now. */
  readonly workers: number;
  /** @throws InputError where records cannot be written, or the workers cannot start */
  execute(job: Job): Promise<void>;
}
