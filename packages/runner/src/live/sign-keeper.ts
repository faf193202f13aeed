import { randomUUID } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { OnEvent, RunEvent } from '../run/events.ts';
import { makeFolder } from '../store/make-folder.ts';
import { findSigns } from './read-signs.ts';
import { type RunningCell, type RunSign, SIGN, SIGNS } from './sign.ts';

/** Between two writings of the sign. */
const BEAT_MS = 1000;
/** Longer curves lose every other point: what a page draws. */
const MOST_POINTS = 400;

interface Running extends Omit<RunningCell, 'seconds'> {
  readonly start: number;
}

/**
 * Keeps a file in the store that says what a run is doing, for `status` and `watch` in other processes and on other hosts. It is written anew once a second,
 * by rename, and taken away at the end; a run that is killed leaves one that is no longer touched. That it cannot be written disturbs no run.
 */
export class SignKeeper {
  private readonly store: string;
  private readonly path: string;
  private readonly folder: string;
  private readonly about: Omit<RunSign, 'running' | 'workers'>;
  private readonly running = new Map<string, Running>();
  private workers = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(store: string) {
    this.store = store;
    this.about = { run: randomUUID(), host: hostname(), process: process.pid };
    this.folder = join(store, SIGNS);
    this.path = join(this.folder, `${this.about.run}${SIGN}`);
  }

  readonly onEvent: OnEvent = (event) => {
    if (event.event === 'plan' && event.left > 0) this.begin(event.workers);
    else if (event.event === 'cell-start') this.start(event.cell, event.label);
    else if (event.event === 'progress') this.progress(event.cell, event.cellShare);
    else if (event.event === 'curve') this.extend(event);
    else if (event.event === 'cell-done' || event.event === 'cell-failed') this.finish(event.cell);
    else if (event.event === 'done') this.end();
  };

  /** Puts the sign up. */
  begin(workers: number): void {
    this.workers = workers;
    removeDeadSigns(this.store);
    this.beat();
    this.timer = setInterval(() => this.beat(), BEAT_MS).unref();
  }

  /** Takes the sign away. */
  end(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    try {
      rmSync(this.path, { force: true });
    } catch {
      // An old sign is known by its age.
    }
  }

  progress(cell: string, share: number): void {
    const running = this.running.get(cell);
    if (running) running.share = share;
  }

  finish(cell: string): void {
    this.running.delete(cell);
  }

  private start(cell: string, label: string): void {
    const curve = { step: [], minibatch: [], selection: [] };
    this.running.set(cell, { cell, label, share: 0, start: performance.now(), curve });
  }

  private extend({ cell, step, minibatch, selection }: Extract<RunEvent, { event: 'curve' }>): void {
    const curve = this.running.get(cell)?.curve;
    if (!curve) return;
    curve.step.push(step);
    curve.minibatch.push(minibatch);
    curve.selection.push(selection);
    if (curve.step.length <= MOST_POINTS) return;
    for (const points of Object.values(curve)) thin(points);
  }

  /** Writes the sign as things are now. */
  beat(): void {
    const running = [...this.running.values()].map(({ start, ...cell }) => ({
      ...cell,
      seconds: (performance.now() - start) / 1000,
    }));
    const sign: RunSign = { ...this.about, workers: this.workers, running };
    const temporary = `${this.path}.tmp`;
    try {
      makeFolder(this.folder);
      writeFileSync(temporary, JSON.stringify(sign));
      renameSync(temporary, this.path);
    } catch {
      // A full disk is the records' to report.
    }
  }
}

function removeDeadSigns(store: string): void {
  for (const { path, alive } of findSigns(store)) {
    if (alive) continue;
    try {
      rmSync(path, { force: true });
    } catch {
      // Then it stays, known by its age.
    }
  }
}

/** Keeps every other point, and the last. */
function thin(points: unknown[]): void {
  const kept = points.filter((_, index) => (points.length - 1 - index) % 2 === 0);
  points.splice(0, points.length, ...kept);
}
