import type { PlannedCell } from '../experiment/plan.ts';
import { Forecast } from '../forecast/forecast.ts';
import { Pace } from '../forecast/pace.ts';
import { readSigns } from '../live/read-signs.ts';
import type { RunningCell } from '../live/sign.ts';
import type { RecordStore } from '../store/record-store.ts';
import { Survey } from './survey.ts';

/** Where a sweep stands. */
export interface Status {
  readonly cells: number;
  /** Of the cells, those whose record says so. */
  readonly completed: number;
  readonly diverged: number;
  readonly failed: number;
  /** Cells without a record; those that run are among them. */
  readonly left: number;
  readonly running: readonly RunningCell[];
  /** Runs at work on the store, and their workers together. */
  readonly runs: number;
  readonly workers: number;
  /** Share done of all work, in [0, 1], by the cells' costs. */
  readonly share: number;
  /** With the workers there are, or with one where nothing runs; null where nothing has run yet. */
  readonly secondsLeft: number | null;
  /** Files in the place of a cell's record that are none, or another cell's. */
  readonly unreadable: number;
  /** Records of the cells in a schema that this minebench does not know. */
  readonly refused: number;
  /** Records in the store that the experiment does not name. */
  readonly unnamed: number;
}

/** Looks at a store from outside, again and again: for `minebench status`, `watch` and the Slurm executor. Writes nothing. */
export class StatusReader {
  readonly survey: Survey;
  private readonly store: RecordStore;
  private readonly cells: readonly PlannedCell[];
  private readonly byName: ReadonlyMap<string, PlannedCell>;
  private readonly pace = new Pace();

  constructor(store: RecordStore, cells: readonly PlannedCell[]) {
    this.store = store;
    this.cells = cells;
    this.byName = new Map(cells.map((cell) => [cell.name, cell]));
    this.survey = new Survey(store, cells);
  }

  read(): Status {
    const fresh = this.survey.refresh();
    const { outcomes, unreadable, refused, unnamed } = this.survey;
    for (const name of fresh) {
      const { cell, cost } = this.byName.get(name)!;
      const outcome = outcomes.get(name)!;
      if (outcome.status !== 'failed') this.pace.rateOf(cell).observe(cost, outcome.seconds);
    }
    const counts = { completed: 0, diverged: 0, failed: 0 };
    for (const { status } of outcomes.values()) counts[status]++;
    const signs = readSigns(this.store.directory);
    const running = signs
      .flatMap((sign) => sign.running)
      .filter(({ cell }) => this.byName.has(cell) && !this.isDone(cell));
    const workers = signs.reduce((sum, sign) => sum + sign.workers, 0);
    const left = this.cells.filter(({ name }) => !outcomes.has(name));
    return {
      cells: this.cells.length,
      ...counts,
      left: left.length,
      running,
      runs: signs.length,
      workers,
      ...this.foretell(left, running, workers),
      unreadable: unreadable.size,
      refused: refused.size,
      unnamed,
    };
  }

  /** A sign is up to a second old, and a failed cell may be tried again. */
  private isDone(cell: string): boolean {
    const outcome = this.survey.outcomes.get(cell);
    return outcome !== undefined && outcome.status !== 'failed';
  }

  private foretell(left: readonly PlannedCell[], running: readonly RunningCell[], workers: number) {
    const forecast = new Forecast(left, () => workers, this.pace);
    for (const { cell, seconds, share } of running) {
      forecast.start(cell, -seconds);
      forecast.progress(cell, 0, -seconds);
      forecast.progress(cell, share, 0);
    }
    const costOf = (cells: readonly PlannedCell[]) => cells.reduce((sum, { cost }) => sum + cost, 0);
    const [all, open] = [costOf(this.cells), costOf(left)];
    return {
      share: all > 0 ? 1 - (open * (1 - forecast.share)) / all : 1,
      secondsLeft: left.length === 0 ? 0 : forecast.secondsLeft(0),
    };
  }
}
