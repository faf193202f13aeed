import type { CellResult, CurvePoint } from '@minebench/core';

/** How often each outcome occurred among the cells of a plan. */
export interface Tally {
  readonly completed: number;
  readonly diverged: number;
  readonly failed: number;
}

/** A record that could not be used: where it lay, why, and where it lies now. */
export interface SetAside {
  readonly path: string;
  readonly reason: string;
  readonly movedTo: string;
  /** False where it is of no cell of the run. */
  readonly runsAgain: boolean;
}

/** What happens in a run, in order. One JSON line each with `minebench run --json`. */
export type RunEvent =
  | {
      readonly event: 'plan';
      readonly experiment: string;
      readonly store: string;
      /** Cells asked for, those among them that are done already, and those to run. */
      readonly cells: number;
      readonly done: number;
      readonly left: number;
      /** Records of the same cells made by other sources: kept, not used. */
      readonly stale: number;
      readonly workers: number;
      readonly setAside: readonly SetAside[];
    }
  | { readonly event: 'cell-start'; readonly cell: string; readonly label: string }
  | {
      readonly event: 'progress';
      /** Cells of the plan that are done, of `cells`. */
      readonly done: number;
      readonly cells: number;
      /** Work done in this run, in [0, 1], by the cells' relative costs. */
      readonly share: number;
      readonly secondsLeft: number | null;
      /** The cell that has come on, and how far. */
      readonly cell: string;
      readonly cellShare: number;
    }
  /** A neural estimate has trained through another interval. */
  | ({ readonly event: 'curve'; readonly cell: string; readonly label: string } & CurvePoint)
  | {
      readonly event: 'cell-done';
      readonly cell: string;
      readonly label: string;
      readonly status: 'completed' | 'diverged';
      readonly seconds: number;
    }
  | {
      readonly event: 'cell-failed';
      readonly cell: string;
      /** The fields by which the cells of the plan differ, as in `rho=0.8 bound=dv`. */
      readonly label: string;
      readonly reason: string;
      readonly seconds: number;
    }
  /** What an executor has to say: that a job was submitted, or that one is gone. */
  | { readonly event: 'note'; readonly text: string }
  | ({
      readonly event: 'done';
      readonly experiment: string;
      readonly cells: number;
      readonly left: number;
    } & Tally);

export type OnEvent = (event: RunEvent) => void;

/** Why a cell failed: it threw (`error`), its worker died (`crash`) or ran out of time (`timeout`). */
export type FailureCause = 'error' | 'crash' | 'timeout';

/** The result of a cell that gave none. */
export const failure = (cause: FailureCause, reason: string): CellResult => ({ status: 'failed', cause, reason });

/** True where running a failed cell again may end otherwise: its worker died or ran out of time. */
export const isTransient = (result: CellResult): boolean =>
  result.status === 'failed' && (result.cause === 'crash' || result.cause === 'timeout');
