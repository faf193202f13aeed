import type { Cell, CellRecord } from '@minebench/core';
import type { EstimateRow } from '../rows/estimate-row.ts';
import { numberAt } from '../rows/json-access.ts';
import { toRows } from '../rows/to-rows.ts';

/** What is compared, and where each cell stands in it. */
export interface ComparisonView {
  /** Names. */
  readonly contestants: readonly string[];
  readonly tasks: readonly string[];
  /** Of each contestant on each task. */
  readonly replicates: number;
  /** Positions in the lists above; `undefined` of a cell that is none of the comparison's. */
  placeOf(cell: Cell): { readonly contestant: number; readonly task: number; readonly replicate: number } | undefined;
}

/** How one contestant did on one replicate of one task. A lost cell diverged or failed; a missing one has no record yet. */
export interface Outcome {
  readonly status: EstimateRow['status'] | 'missing';
  /** Why it was lost. */
  readonly reason: string | null;
  readonly nats: number | null;
  /** estimate - truth, nats; `null` unless completed. */
  readonly error: number | null;
  readonly neural: boolean;
  readonly dataSeed: number | null;
  readonly initSeed: number | null;
  readonly parameters: number | null;
  /** Floating-point operations of all training steps that were run. */
  readonly flop: number | null;
  /** Of the whole cell: sampling, training and evaluation. */
  readonly seconds: number | null;
}

/** Every outcome of a comparison: `outcomes[contestant][task][replicate]`. */
export interface OutcomeTable {
  readonly contestants: readonly string[];
  readonly tasks: readonly { readonly name: string; readonly truth: number | null }[];
  readonly replicates: number;
  readonly outcomes: readonly (readonly (readonly Outcome[])[])[];
}

const missing: Outcome = {
  status: 'missing',
  reason: null,
  nats: null,
  error: null,
  neural: false,
  dataSeed: null,
  initSeed: null,
  parameters: null,
  flop: null,
  seconds: null,
};

/** FLOP of the training that was run: as the engine counted them, or 6 x parameters x rows a step where it did not. */
export function trainingFlop(row: EstimateRow, counted: number | null): number | null {
  if (row.kind === 'baseline' || row.stepsRun === null) return null;
  if (counted !== null) return counted * row.stepsRun;
  if (row.parameters === null || row.batchSize === null) return null;
  return 6 * row.parameters * (row.batchSize + (row.referenceSize ?? 0)) * row.stepsRun;
}

const outcomeOf = (row: EstimateRow, record: CellRecord): Outcome => ({
  status: row.status,
  reason: row.reason,
  nats: row.nats,
  error: row.status === 'completed' ? row.error : null,
  neural: row.kind === 'neural',
  dataSeed: row.dataSeed,
  initSeed: row.initSeed,
  parameters: row.parameters,
  flop: trainingFlop(row, numberAt(record.result.flopPerStep)),
  seconds: row.seconds,
});

/** The records of a comparison as a table, whatever their order. */
export function outcomeTable(records: readonly CellRecord[], view: ComparisonView): OutcomeTable {
  const outcomes = view.contestants.map(() =>
    view.tasks.map(() => Array.from({ length: view.replicates }, () => missing)),
  );
  const truths = view.tasks.map((): number | null => null);
  for (const record of records) {
    const place = view.placeOf(record.cell);
    const [row] = toRows([record]);
    if (place === undefined || row === undefined) continue;
    outcomes[place.contestant][place.task][place.replicate] = outcomeOf(row, record);
    truths[place.task] ??= row.truth;
  }
  return {
    contestants: view.contestants,
    tasks: view.tasks.map((name, index) => ({ name, truth: truths[index] })),
    replicates: view.replicates,
    outcomes,
  };
}

/** True of a cell that diverged or failed. */
export const isLost = ({ status }: Outcome): boolean => status === 'diverged' || status === 'failed';

/** |estimate - truth| of the completed outcomes, nats. */
export const absoluteErrors = (outcomes: readonly Outcome[]): number[] =>
  outcomes.flatMap(({ error }) => (error === null ? [] : [Math.abs(error)]));
