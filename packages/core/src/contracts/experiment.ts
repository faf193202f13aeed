import type { Gate } from './gate.ts';
import type { JsonObject } from './json.ts';
import type { CellRecord, Procedure } from './record.ts';

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

/** A validated experiment: what to run, what to draw, what must hold. */
export interface Experiment {
  readonly id: string;
  readonly title: string;
  /** The question it answers, for the head of the report. */
  readonly question: string;
  readonly sweeps: readonly {
    readonly procedure: Procedure;
    readonly sweep: Readonly<Record<string, unknown>>;
    readonly path: string;
  }[];
  readonly figures: readonly Figure[];
  readonly holds: readonly Claim[];
  /** What `minebench check` holds it to; `defineExperiment` fills it in. */
  readonly gate?: Gate;
}
