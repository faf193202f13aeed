import { readFileSync } from 'node:fs';
import type { CellResult } from '@minebench/core';
import type { PlannedCell } from '../experiment/plan.ts';
import { isTransient } from '../run/events.ts';
import type { RecordStore } from '../store/record-store.ts';

/** How a cell ended, as its record tells at a glance. */
export interface Outcome {
  readonly status: CellResult['status'];
  readonly seconds: number;
  /** Why it diverged or failed. */
  readonly reason?: string;
  /** A failure that the next run tries again by itself. */
  readonly transient: boolean;
}

/**
 * What a store has for the cells of a plan, at a glance: it reads each record once and keeps its outcome alone, so that a hundred thousand take seconds and little
 * memory, and looking again costs a listing of the folders. It does not check that a record is whole in every member: `run` and `report` do.
 */
export class Survey {
  /** By the name of the cell, in the order in which they were found. */
  readonly outcomes = new Map<string, Outcome>();
  /** Records whose file cannot be read as one. */
  readonly unreadable = new Set<string>();
  /** Records in the store that the plan does not name. */
  unnamed = 0;
  private readonly store: RecordStore;
  private readonly planned: ReadonlySet<string>;

  constructor(store: RecordStore, cells: readonly Pick<PlannedCell, 'name'>[]) {
    this.store = store;
    this.planned = new Set(cells.map(({ name }) => name));
  }

  /** Reads what has come since the last look, and failures anew, since they may have been tried again. Returns the names of cells whose outcome is new. */
  refresh(): string[] {
    const fresh: string[] = [];
    const there = this.store.names();
    let named = 0;
    for (const name of there) {
      if (!this.planned.has(name)) continue;
      named++;
      const known = this.outcomes.get(name);
      if (known && known.status !== 'failed') continue;
      const outcome = outcomeIn(this.store.pathOf(name));
      if (!outcome) {
        this.unreadable.add(name);
        continue;
      }
      this.unreadable.delete(name);
      if (known?.status === outcome.status && known.seconds === outcome.seconds) continue;
      this.outcomes.set(name, outcome);
      fresh.push(name);
    }
    this.unnamed = there.length - named;
    return fresh;
  }
}

function outcomeIn(path: string): Outcome | undefined {
  try {
    const { result, provenance } = JSON.parse(readFileSync(path, 'utf8'));
    const { status, reason } = result;
    const { seconds } = provenance;
    if (!['completed', 'diverged', 'failed'].includes(status) || typeof seconds !== 'number') return undefined;
    return { status, seconds, transient: isTransient(result), ...(typeof reason === 'string' ? { reason } : {}) };
  } catch {
    return undefined;
  }
}
