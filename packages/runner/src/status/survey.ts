import type { CellResult } from '@minebench/core';
import type { PlannedCell } from '../experiment/plan.ts';
import { isTransient } from '../run/events.ts';
import { hashText } from '../store/cell-name.ts';
import { readText } from '../store/read-text.ts';
import type { RecordStore } from '../store/record-store.ts';
import { SCHEMA, splitRecord } from '../store/record-text.ts';

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
 * memory, and looking again costs a listing of the folders. It checks that a record is of its cell, and not that it is whole in every member: `run` and `report` do.
 */
export class Survey {
  /** By the name of the cell, in the order in which they were found. */
  readonly outcomes = new Map<string, Outcome>();
  /** Cells in the place of whose record lies a file that is none, or is another cell's. */
  readonly unreadable = new Set<string>();
  /** Cells whose record has a schema that this minebench does not know. */
  readonly refused = new Set<string>();
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
      const outcome = outcomeIn(this.store, name);
      this.unreadable.delete(name);
      this.refused.delete(name);
      if (typeof outcome === 'string') {
        this[outcome].add(name);
        continue;
      }
      if (known?.status === outcome.status && known.seconds === outcome.seconds) continue;
      this.outcomes.set(name, outcome);
      fresh.push(name);
    }
    this.unnamed = there.length - named;
    return fresh;
  }
}

function outcomeIn(store: RecordStore, name: string): Outcome | 'unreadable' | 'refused' {
  try {
    const found = readText(store.pathOf(name));
    if (found.kind !== 'text') return 'unreadable';
    // Records are canonical JSON: the text of the cell is what its name was made of, and needs no parsing then. One that was written otherwise is read in full.
    const [cell, rest] = splitRecord(found.text);
    const isOwn = hashText(cell) === name;
    const { schema, result, provenance } = JSON.parse(isOwn ? rest : found.text);
    if (Number.isSafeInteger(schema) && schema !== SCHEMA) return 'refused';
    if (!isOwn && store.read(name).kind !== 'record') return 'unreadable';
    const { status, reason } = result;
    const { seconds } = provenance;
    if (!['completed', 'diverged', 'failed'].includes(status) || typeof seconds !== 'number') return 'unreadable';
    return { status, seconds, transient: isTransient(result), ...(typeof reason === 'string' ? { reason } : {}) };
  } catch {
    return 'unreadable';
  }
}
