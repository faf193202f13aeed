import { median } from '@minebench/core';
import type { SetCell } from '../experiment/settings.ts';
import { makespan } from './makespan.ts';
import { Pace } from './pace.ts';
import type { Rate } from './rate.ts';

/** A cell to run. */
export interface ForecastCell {
  readonly name: string;
  readonly cell: SetCell;
  readonly cost: number;
}

interface Waiting {
  readonly cost: number;
  readonly rate: Rate;
}

interface Running extends Waiting {
  readonly start: number;
  /** Started after another had ended, by a worker that was there already. */
  readonly warm: boolean;
  share: number;
  /** When the cell first told of itself: by then it is loaded and trains. */
  first?: { readonly at: number; readonly share: number };
}

/** Of so many cells the time between one and the next is kept. */
const PAUSES = 31;

/** How many waiting cells one look ahead is worth a second of. */
const CELLS_A_SECOND = 20_000;

/**
 * Foretells when a run ends: how long each cell takes, from those of its setting that are done and from how far it has come, and how the workers share out
 * what waits. Times are seconds on any one clock.
 */
export class Forecast {
  private readonly waiting: Map<string, Waiting>;
  private readonly running = new Map<string, Running>();
  private readonly workers: () => number;
  private readonly total: number;
  private readonly pauses: number[] = [];
  /** Cells run as one program: how long each was with its worker then tells nothing of what is lost between two. */
  private together = false;
  private finished = 0;
  private last: { readonly at: number; readonly left: number | null } | undefined;

  /**
   * @param workers - that there are now
   * @param pace - what is known already of cells that ran before
   */
  constructor(cells: readonly ForecastCell[], workers: () => number, pace = new Pace()) {
    this.waiting = new Map(cells.map(({ name, cell, cost }) => [name, { cost, rate: pace.rateOf(cell) }]));
    this.workers = workers;
    this.total = cells.reduce((sum, { cost }) => sum + cost, 0);
  }

  start(name: string, now: number): void {
    const cell = this.waiting.get(name);
    this.waiting.delete(name);
    if (cell) this.running.set(name, { ...cell, start: now, share: 0, warm: this.finished > 0 });
    this.together ||= this.running.size > this.workers();
  }

  progress(name: string, share: number, now: number): void {
    const cell = this.running.get(name);
    if (!cell) return;
    cell.share = Math.min(Math.max(share, cell.share), 1);
    cell.first ??= { at: now, share: cell.share };
  }

  /** @param seconds - that the cell worked; its worker may have been with it longer, which the next cells are taken to cost too */
  finish(name: string, seconds: number, now: number): void {
    const running = this.running.get(name);
    const cell = running ?? this.waiting.get(name);
    if (!cell) return;
    if (running?.warm && !this.together) this.pauses.unshift(Math.max(now - running.start - seconds, 0));
    this.pauses.splice(PAUSES);
    this.running.delete(name);
    this.waiting.delete(name);
    this.finished += cell.cost;
    cell.rate.observe(cell.cost, seconds);
  }

  /** Work done, in [0, 1], by the cells' costs. */
  get share(): number {
    const partly = [...this.running.values()].reduce((sum, { cost, share }) => sum + cost * share, 0);
    return this.total > 0 ? Math.min((this.finished + partly) / this.total, 1) : 1;
  }

  /** Null until there is something to go by. Looks ahead again only so often that a long queue costs little. */
  secondsLeft(now: number): number | null {
    const { last } = this;
    if (last && now - last.at < this.waiting.size / CELLS_A_SECOND)
      return last.left === null ? null : Math.max(last.left - (now - last.at), 0);
    const left = this.lookAhead(now);
    this.last = { at: now, left };
    return left;
  }

  private lookAhead(now: number): number | null {
    const fallback = this.rateOfRunning(now);
    const rateOf = ({ rate }: Waiting): number | null => rate.secondsPerCost ?? fallback;
    const cells = [...this.running.values(), ...this.waiting.values()];
    // Rates are there for all or for none, since every group leans on all cells.
    if (cells.some((cell) => rateOf(cell) === null)) return null;
    const workers = Math.max(1, Math.min(this.workers(), cells.length));
    const pause = this.pauses.length > 0 ? median(this.pauses) : 0;
    const busy = [...this.running.values()]
      .map((cell) => remaining(cell, rateOf(cell)! * this.company, now))
      .sort((a, b) => b - a)
      .slice(0, workers);
    const queue = [...this.waiting.values()].map((cell) => cell.cost * rateOf(cell)! + pause);
    return makespan(busy, queue, workers);
  }

  /** What the cells that run show, before any is done, between the first that they told of themselves and the last: what came before is the start of their workers. */
  private rateOfRunning(now: number): number | null {
    const spans = [...this.running.values()].flatMap(({ cost, share, first }) =>
      first && share > first.share ? [{ work: cost * (share - first.share), seconds: now - first.at }] : [],
    );
    const work = spans.reduce((sum, span) => sum + span.work, 0);
    return work > 0 ? spans.reduce((sum, { seconds }) => sum + seconds, 0) / work / this.company : null;
  }

  /** Cells to a worker: those that run as one program share theirs, and take as many times as long. */
  private get company(): number {
    return Math.max(1, this.running.size / Math.max(1, this.workers()));
  }
}

/**
 * The further a cell has come, the more its own speed says; the more of its setting are done, the more they do, who know of early stops. One that tells nothing
 * of itself is taken to be as long as they. What it does before it tells anything is not its speed: a worker starts, or a checkpoint is read and the cell goes on
 * in its midst.
 */
function remaining({ cost, share, start, rate, first }: Running, secondsPerCost: number, now: number): number {
  const expected = cost * secondsPerCost;
  if (!first) return Math.max(expected - (now - start), 0);
  const told = now - first.at;
  const own = share > first.share ? told / (share - first.share) : expected;
  const weight = share / (1 + rate.count);
  return Math.max((1 - weight) * expected + weight * own - (told + first.share * expected), 0);
}
