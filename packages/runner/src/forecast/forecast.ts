import { makespan } from './makespan.ts';
import { Pace, type PacedCell } from './pace.ts';
import type { Rate } from './rate.ts';

/** A cell to run. */
export interface ForecastCell {
  readonly name: string;
  readonly cell: PacedCell;
  readonly cost: number;
}

interface Waiting {
  readonly cost: number;
  readonly rate: Rate;
}

interface Running extends Waiting {
  readonly start: number;
  share: number;
}

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
    if (cell) this.running.set(name, { ...cell, start: now, share: 0 });
  }

  progress(name: string, share: number): void {
    const cell = this.running.get(name);
    if (cell) cell.share = Math.min(Math.max(share, cell.share), 1);
  }

  finish(name: string, seconds: number): void {
    const cell = this.running.get(name) ?? this.waiting.get(name);
    if (!cell) return;
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
    // Cells that run as one program share their worker, and take as many times as long.
    const workers = Math.max(1, Math.min(this.workers(), cells.length));
    const company = Math.max(1, this.running.size / workers);
    const busy = [...this.running.values()]
      .map((cell) => remaining(cell, rateOf(cell)! * company, now))
      .sort((a, b) => b - a)
      .slice(0, workers);
    const queue = [...this.waiting.values()].map((cell) => cell.cost * rateOf(cell)!);
    return makespan(busy, queue, workers);
  }

  /** What the cells that run show, before any is done. */
  private rateOfRunning(now: number): number | null {
    const begun = [...this.running.values()].filter(({ share }) => share > 0);
    const work = begun.reduce((sum, { cost, share }) => sum + cost * share, 0);
    const company = Math.max(1, this.running.size / Math.max(1, this.workers()));
    return work > 0 ? begun.reduce((sum, { start }) => sum + (now - start), 0) / work / company : null;
  }
}

/**
 * The further a cell has come, the more its own speed says; the more of its setting are done, the more they do, who know of early stops. One that tells nothing
 * of itself is taken to be as long as they.
 */
function remaining({ cost, share, start, rate }: Running, secondsPerCost: number, now: number): number {
  const elapsed = now - start;
  const expected = cost * secondsPerCost;
  const own = share > 0 ? elapsed / share : expected;
  const weight = share / (1 + rate.count);
  return Math.max((1 - weight) * expected + weight * own - elapsed, 0);
}
