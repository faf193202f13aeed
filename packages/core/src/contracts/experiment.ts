import type { Gate } from './gate.ts';
import type { JsonObject } from './json.ts';
import type { Cell, CellRecord, Procedure } from './record.ts';

export type Verdict = 'holds' | 'fails' | 'unresolved';

/** A claim's outcome: what was compared, in words and numbers. */
export interface ClaimResult {
  readonly verdict: Verdict;
  /** One or a few sentences with the numbers compared. */
  readonly detail: string;
  /** The comparisons behind the verdict, a row each; shown as a table in the report. */
  readonly comparisons?: readonly JsonObject[];
}

/** Something that an experiment says must hold, as a predicate over its records. */
export interface Claim {
  readonly name: string;
  /** Why it is expected, with its tolerance and source. */
  readonly reason: string;
  /** The sizes at which it is judged; at others it is unresolved. All where absent. */
  readonly sizes?: readonly ExperimentSize[];
  /** Whether it reads the records of such a cell; of every one where absent. Cells that it does not read may lack records. */
  reads?(cell: Cell): boolean;
  check(records: readonly CellRecord[]): ClaimResult;
}

/** A picture drawn from records. */
export interface Figure {
  /** File name stem, unique in its experiment. */
  readonly id: string;
  readonly title: string;
  /** What a reader should see, and what the marks are. */
  readonly caption: string;
  /** Text for readers who do not see the picture. */
  readonly alt: string;
  /** A Vega-Lite specification with its data inline, or null where the records do not support it. The theme is the report's. */
  draw(records: readonly CellRecord[]): JsonObject | null;
}

/** How much of an experiment is run: within minutes, as its file says, or what was published. */
export type ExperimentSize = 'quick' | 'reference' | 'full';

/** A procedure and the fields to sweep it over. */
export interface ExperimentSweep {
  readonly procedure: Procedure;
  readonly sweep: Readonly<Record<string, unknown>>;
  readonly path: string;
}

/** A number that somebody published, to stand beside ours marked as quoted: it is nothing that was measured here. */
export interface QuotedNumber {
  readonly what: string;
  readonly value: number | string;
  /** Paper and place in it. */
  readonly source: string;
}

/** A validated experiment: what to run, what to draw, what must hold. */
export interface Experiment {
  readonly id: string;
  readonly title: string;
  /** The question it answers, for the head of the report. */
  readonly question: string;
  /** Of the size that is run. */
  readonly sweeps: readonly ExperimentSweep[];
  /** `reference` where absent. */
  readonly size?: ExperimentSize;
  /** The sweeps of every size; the same at all of them where absent. */
  readonly sizes?: Readonly<Record<ExperimentSize, readonly ExperimentSweep[]>>;
  /** Number of the figure or figures that it reproduces, as in `4` or `2-3`. */
  readonly figure?: string;
  readonly quoted?: readonly QuotedNumber[];
  readonly figures: readonly Figure[];
  readonly holds: readonly Claim[];
  /** What `minebench check` holds it to; `defineExperiment` fills it in. */
  readonly gate?: Gate;
}
