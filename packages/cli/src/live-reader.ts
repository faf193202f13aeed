import { oneLine } from '@minebench/core';
import type { LiveState } from '@minebench/report';
import { cellLabels, type PlannedCell, type RecordStore, type RunningCell, StatusReader } from '@minebench/runner';

/** Answers within this time are the same: any number of pages costs one look at the records. */
const FRESH_MS = 900;
/** Cells whose training is shown: those that run, then those that ran last. */
const CURVES = 12;
const FAILURES = 100;
const POINTS = 600;

/** What the live page shows, looked up in the store's records and signs. */
export class LiveReader {
  private readonly status: StatusReader;
  private readonly labels: ReturnType<typeof cellLabels>;
  private readonly start = performance.now();
  private readonly seen = new Map<string, RunningCell>();
  private throughput: { seconds: number; done: number }[] = [];
  private last: { readonly at: number; readonly state: LiveState } | undefined;

  constructor(store: RecordStore, cells: readonly PlannedCell[]) {
    this.status = new StatusReader(store, cells);
    this.labels = cellLabels(cells);
  }

  read(): LiveState {
    const now = performance.now();
    if (this.last && now - this.last.at < FRESH_MS) return this.last.state;
    const state = this.look((now - this.start) / 1000);
    // After the look, which may take longer than that.
    this.last = { at: performance.now(), state };
    return state;
  }

  private look(seconds: number): LiveState {
    const { running, unreadable: _, refused: __, unnamed: ___, ...counts } = this.status.read();
    this.throughput.push({ seconds, done: counts.cells - counts.left });
    if (this.throughput.length > POINTS)
      this.throughput = this.throughput.filter((_, k) => (this.throughput.length - 1 - k) % 2 === 0);
    const failures = [...this.status.survey.outcomes]
      .filter(([, { status }]) => status === 'failed')
      .slice(0, FAILURES);
    return {
      ...counts,
      throughput: [...this.throughput],
      running: running.map(({ label, share, seconds }) => ({ label, share, seconds })),
      curves: this.remember(running).flatMap(({ label, curve }) =>
        curve.step.map((step, k) => ({
          label,
          step,
          minibatch: curve.minibatch[k] ?? null,
          selection: curve.selection[k] ?? null,
        })),
      ),
      failures: failures.map(([cell, { reason = '' }]) => ({ label: this.labels.of(cell), reason: oneLine(reason) })),
    };
  }

  /** Those that run move to the end; the oldest are forgotten. */
  private remember(running: readonly RunningCell[]): RunningCell[] {
    for (const cell of running) {
      if (cell.curve.step.length === 0) continue;
      this.seen.delete(cell.cell);
      this.seen.set(cell.cell, cell);
    }
    for (const cell of [...this.seen.keys()].slice(0, -CURVES)) this.seen.delete(cell);
    return [...this.seen.values()];
  }
}
