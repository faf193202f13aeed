import type { Checkpoint } from './checkpoint.ts';
import type { Engine } from './engine.ts';
import type { CurvePoint } from './estimate.ts';
import type { JsonObject } from './json.ts';

/** Everything that determines a result. The SHA-256 of its canonical JSON is its name. */
export interface Cell {
  /** Which procedure makes the result: `estimate`, `oracle`, ... */
  readonly procedure: string;
  readonly params: JsonObject;
  readonly dataSeed: number;
  readonly initSeed: number;
  readonly engine: string;
  readonly protocol: JsonObject;
  /** SHA-256 of the sources that determine the result, and of the runtimes' versions. */
  readonly code: string;
}

/** What a procedure returns. Holds no time, host, thread or path: the same cell gives the same bytes on one machine type and engine. */
export interface CellResult extends JsonObject {
  readonly status: 'completed' | 'diverged' | 'failed';
}

/** How, where and when a record was made; no part of any claim of identical bytes. */
export interface Provenance {
  readonly startedAt: string;
  /** Of cells that were run as one program, their time divided by their number. */
  readonly seconds: number;
  /** How many cells were run as one program with this one, itself included; absent where it ran alone. */
  readonly together?: number;
  readonly commit: string | null;
  readonly versions: Readonly<Record<string, string>>;
  readonly machine: { readonly os: string; readonly arch: string; readonly cpu: string; readonly cores: number };
  readonly threads: number;
  readonly peakMemoryBytes: number;
}

export interface CellRecord {
  readonly schema: 1;
  readonly cell: Cell;
  readonly result: CellResult;
  readonly provenance: Provenance;
}

/** What a procedure is given besides the cell. */
export interface ProcedureContext {
  /** Of the experiment file: user files named in `params` are relative to it. */
  readonly baseUrl: string;
  /** Reports the share done, in [0, 1], and where something is trained how it goes. */
  onProgress?(share: number, point?: CurvePoint): void;
  /** Of this cell; a procedure that takes long offers its state there. */
  readonly checkpoint?: Checkpoint;
  /** The cell's engine, where cells that run together have one that joins their programs; otherwise a procedure makes its own by its name. */
  readonly engine?: Engine;
}

/** What a procedure is given to expand a sweep, besides the sweep. */
export interface ExpandContext {
  /** Of the experiment file: user files named in the sweep are relative to it. */
  readonly baseUrl: string;
  /** Takes the place of the sweep's own engine, where the procedure has one. */
  readonly engine?: string;
  /** A sweep that may ask for more cells is refused before it is expanded. */
  readonly mostCells?: number;
}

/**
 * One kind of computation that cells can ask for. An experiment file imports its procedures and passes them, so that the runner needs
 * no knowledge of them.
 */
export interface Procedure {
  readonly id: string;
  /** Expands a sweep (lists of values) into complete, validated cells without `code`. Throws `InputError` with the field's path. */
  expand(
    sweep: Readonly<Record<string, unknown>>,
    path: string,
    context: ExpandContext,
  ): readonly CellPlan[] | Promise<readonly CellPlan[]>;
  run(cell: Cell, context: ProcedureContext): Promise<CellResult>;
  /** Imports what `run` needs, so that a cell's time does not count it. */
  load?(): Promise<unknown>;
  /**
   * What cells have in common that can be trained as one program, on an engine whose id ends with `+vmap`; undefined of a cell that trains nothing. Where absent,
   * every cell runs alone. The procedure then takes its engine from the context.
   */
  replicaKey?(cell: CellPlan): JsonObject | undefined;
  /** Relative cost of a cell, for the forecast of the time left; 1 where absent. */
  cost?(cell: CellPlan): number;
  /**
   * Local source files (file URLs) beside minebench's own that determine the result; their local imports count too. Absent: the experiment
   * file, which is where a procedure without a package of its own is defined.
   */
  sources?: readonly string[];
}

/** A cell before its code fingerprint is known. */
export interface CellPlan {
  readonly procedure: string;
  readonly params: JsonObject;
  readonly dataSeed: number;
  readonly initSeed: number;
  readonly engine: string;
  readonly protocol: JsonObject;
  /** User files (relative to the experiment file) that the params name. */
  readonly files: readonly string[];
}
