import type { Cell, CellResult, CurvePoint } from '@minebench/core';

/** From the parent to a worker. The first message is `start`. */
export type ToWorker =
  | {
      readonly type: 'start';
      /** The parent's process id. */
      readonly parent: number;
      readonly experimentUrl: string;
      readonly anchors: readonly string[];
      readonly store: string;
      readonly retry: boolean;
      readonly checkpointSeconds: number;
      readonly commit: string | null;
    }
  | {
      readonly type: 'run';
      /** One, or those that run together; all of one procedure. */
      readonly cells: readonly {
        readonly name: string;
        readonly cell: Cell;
        readonly files: readonly string[];
      }[];
      /** The runner's own procedure of that name; otherwise the experiment file's. */
      readonly own: boolean;
    }
  /** There is no more work. (A parent that disconnects instead would never hear of the process's end.) */
  | { readonly type: 'leave' };

/** From a worker to its parent. A worker asks for work by `ready`, and by the `finished` of the last cell that it was given. */
export type FromWorker =
  | { readonly type: 'ready' }
  /** What the cells need is loaded: their time begins. */
  | { readonly type: 'begun' }
  | {
      readonly type: 'progress';
      readonly name: string;
      readonly share: number;
      readonly point?: CurvePoint | undefined;
    }
  | {
      readonly type: 'finished';
      readonly name: string;
      readonly result: CellResult;
      readonly seconds: number;
      /** Another process is at work on the same cells. */
      readonly shared: boolean;
    }
  /** The run cannot go on: a record cannot be written, the experiment cannot be loaded, the sources changed. `input` is an `InputError`'s problem. */
  | { readonly type: 'fatal'; readonly message: string; readonly input?: Readonly<Record<string, unknown>> };
