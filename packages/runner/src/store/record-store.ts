import { randomUUID } from 'node:crypto';
import { type Dirent, linkSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type CellRecord, InputError } from '@minebench/core';
import { cellName } from './cell-name.ts';
import { codeOf, replaceFile, writeDurably } from './durable-file.ts';
import { makeFolder } from './make-folder.ts';
import { readText } from './read-text.ts';
import { type Decoded, decodeRecord, encodeRecord } from './record-text.ts';

const NAME = /^[0-9a-f]{64}$/;

export type Found = Decoded | { readonly kind: 'missing' };

/**
 * A folder of records, one file a cell, `ab/abcd....json`, named by the cell. A file is written under another name, flushed and renamed: it is there whole
 * or not at all, and any number of processes and hosts may write without a lock, because whoever writes a name writes the same cell and result.
 * It deletes nothing by itself: `removeRecords` does what a user asks for.
 */
export class RecordStore {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  pathOf(name: string): string {
    return join(this.directory, name.slice(0, 2), `${name}.json`);
  }

  /**
   * Names of all records, whole or not, in order. None where the folder does not exist.
   * @throws InputError where it cannot be read
   */
  names(): string[] {
    return this.shards()
      .filter((shard) => shard.isDirectory() && /^[0-9a-f]{2}$/.test(shard.name))
      .flatMap((shard) => readdirSync(join(this.directory, shard.name)).filter((file) => file.startsWith(shard.name)))
      .filter((file) => file.endsWith('.json'))
      .map((file) => basename(file, '.json'))
      .filter((name) => NAME.test(name))
      .sort();
  }

  /** @throws InputError where the folder cannot be read, whatever the record */
  read(name: string): Found {
    return this.decode(this.pathOf(name), name);
  }

  /**
   * Writes a record durably.
   * @throws InputError where the folder cannot be written (read-only, full)
   */
  write(record: CellRecord): void {
    try {
      replaceFile(this.pathOf(cellName(record.cell)), encodeRecord(record));
    } catch (error) {
      throw this.unusable('written', error);
    }
  }

  /**
   * Moves what lies in a record's place and cannot be used out of the way, under a name that tells so.
   * @param isWhole - whether a record that can be read is an answer to its cell
   * @returns where it lies now; undefined where another process was faster
   */
  setAside(name: string, isWhole: (record: CellRecord) => boolean = () => true): string | undefined {
    const path = this.pathOf(name);
    const aside = `${path}.corrupt-${randomUUID()}`;
    try {
      renameSync(path, aside);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw this.unusable('written', error);
    }
    const moved = this.decode(aside, name);
    if (moved.kind === 'corrupt' || (moved.kind === 'record' && !isWhole(moved.record))) return aside;
    this.putBack(aside, path);
    return undefined;
  }

  /**
   * Makes the folder and tries a file in it.
   * @throws InputError where it cannot be written
   */
  requireWritable(): void {
    const probe = join(this.directory, `.probe-${randomUUID()}.tmp`);
    try {
      makeFolder(this.directory);
      writeDurably(probe, 'x');
      rmSync(probe);
    } catch (error) {
      throw this.unusable('written', error);
    }
  }

  /** The error of a record that is not ours to replace. */
  refusal(name: string, reason: string): InputError {
    return new InputError({
      argument: `record ${this.pathOf(name)}`,
      problem: `cannot be used: ${reason}`,
      remedy: 'use the minebench that wrote it, or name another folder with --store',
    });
  }

  /** The error of an operation in this folder, in one line. */
  unusable(how: 'read' | 'written', error: unknown): InputError {
    return new InputError({
      argument: 'store',
      value: this.directory,
      problem: `cannot be ${how} (${codeOf(error)})`,
      remedy: 'free space or permissions there and run the same command again, or name another folder with --store',
    });
  }

  private decode(path: string, name: string): Found {
    let found: ReturnType<typeof readText>;
    try {
      found = readText(path);
    } catch (error) {
      throw this.unusable('read', error);
    }
    if (found.kind === 'missing') return found;
    return found.kind === 'text' ? decodeRecord(found.text, name) : { kind: 'corrupt', reason: found.reason };
  }

  /** A whole record that another process had put in the corrupt one's place meanwhile. */
  private putBack(aside: string, path: string): void {
    try {
      linkSync(aside, path);
      rmSync(aside);
    } catch {
      // A file system without links, or a third process has written it anew: it is kept, and its cell runs again where it is missing.
    }
  }

  private shards(): Dirent[] {
    try {
      return readdirSync(this.directory, { withFileTypes: true });
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return [];
      throw this.unusable('read', error);
    }
  }
}
