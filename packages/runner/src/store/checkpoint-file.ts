import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Checkpoint } from '@minebench/core';
import { codeOf, replaceFile } from './durable-file.ts';
import type { RecordStore } from './record-store.ts';

const DIGEST_BYTES = 32;

const digest = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

const folderOf = (store: RecordStore): string => join(store.directory, 'checkpoints');

export interface CheckpointOptions {
  /** The cell's name: sources, engine and all. */
  readonly name: string;
  /** What the bytes of a result depend on besides the cell: a state of another machine type is not taken up. */
  readonly machine: string;
  /** At least this long between two states that are kept. */
  readonly everySeconds: number;
}

interface Content {
  readonly machine: string;
  readonly seconds: number;
  readonly state: unknown;
}

/**
 * A cell's checkpoint, a file beside the records that is there while the cell is at work: SHA-256 of what follows, then state in the encoding of
 * `node:v8`. A file that is not whole is none.
 */
export class CheckpointFile implements Checkpoint {
  /** Seconds of work that went into the restored state. */
  secondsBefore = 0;
  /** What made a state impossible to keep. */
  problem: Error | undefined;
  private readonly store: RecordStore;
  private readonly options: CheckpointOptions;
  private readonly begun = performance.now();
  private kept = this.begun;

  constructor(store: RecordStore, options: CheckpointOptions) {
    this.store = store;
    this.options = options;
  }

  get path(): string {
    return join(folderOf(this.store), this.options.name);
  }

  /** Work on the cell up to now, in this process and those before it. */
  get seconds(): number {
    return this.secondsBefore + (performance.now() - this.begun) / 1000;
  }

  restore(): unknown {
    const content = this.read();
    if (content?.machine !== this.options.machine) return undefined;
    this.secondsBefore = content.seconds;
    return content.state;
  }

  /** @throws InputError where the folder cannot be written */
  offer(state: () => unknown): void {
    const now = performance.now();
    if (now - this.kept < this.options.everySeconds * 1000) return;
    const { machine } = this.options;
    const bytes = serialize({ machine, seconds: this.seconds, state: state() } satisfies Content);
    try {
      replaceFile(this.path, Buffer.concat([digest(bytes), bytes]));
    } catch (error) {
      this.problem = this.store.unusable('written', error);
      throw this.problem;
    }
    this.kept = performance.now();
  }

  /** Takes it away: its cell has a record. */
  remove(): void {
    removeCheckpoint(this.store, this.options.name);
  }

  private read(): Content | undefined {
    let file: Buffer;
    try {
      file = readFileSync(this.path);
    } catch {
      return undefined;
    }
    const bytes = file.subarray(DIGEST_BYTES);
    return digest(bytes).equals(file.subarray(0, DIGEST_BYTES)) ? deserialize(bytes) : undefined;
  }
}

/** Cells of a store that have a checkpoint, by their names. */
export function checkpointNames(store: RecordStore): string[] {
  try {
    return readdirSync(folderOf(store)).filter((name) => /^[0-9a-f]{64}$/.test(name));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw store.unusable('read', error);
  }
}

/** A checkpoint left behind costs space alone, so that a folder which takes no change is no reason to stop. */
export function removeCheckpoint(store: RecordStore, name: string): void {
  try {
    rmSync(join(folderOf(store), name), { force: true });
  } catch {
    // The next run tries again.
  }
}
