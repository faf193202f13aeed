import { randomUUID } from 'node:crypto';
import {
  closeSync,
  type Dirent,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type CellRecord, InputError } from '@minebench/core';
import { cellName } from './cell-name.ts';
import { makeFolder } from './make-folder.ts';
import { type Decoded, decodeRecord, encodeRecord } from './record-text.ts';

const NAME = /^[0-9a-f]{64}$/;

export type Found = Decoded | { readonly kind: 'missing' };

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/**
 * A folder of records, one file a cell, `ab/abcd....json`, named by the cell. A file is written under another name, flushed and renamed: it is there whole
 * or not at all, and any number of processes and hosts may write without a lock, because whoever writes a name writes the same cell and result.
 * Nothing is ever deleted.
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
      .flatMap((shard) => readdirSync(join(this.directory, shard.name)))
      .filter((file) => file.endsWith('.json'))
      .map((file) => basename(file, '.json'))
      .filter((name) => NAME.test(name))
      .sort();
  }

  read(name: string): Found {
    let text: string;
    try {
      text = readFileSync(this.pathOf(name), 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return { kind: 'missing' };
      return { kind: 'corrupt', reason: `it cannot be read (${codeOf(error)})` };
    }
    return decodeRecord(text, name);
  }

  /**
   * Writes a record durably: temporary file, fsync, rename, fsync of the folder.
   * @throws InputError where the folder cannot be written (read-only, full)
   */
  write(record: CellRecord): void {
    const path = this.pathOf(cellName(record.cell));
    const temporary = `${path}.${randomUUID()}.tmp`;
    try {
      makeFolder(dirname(path));
      writeDurably(temporary, encodeRecord(record));
      renameSync(temporary, path);
      flush(dirname(path));
    } catch (error) {
      discard(temporary);
      throw this.unusable('written', error);
    }
  }

  /** Moves a record that cannot be used out of the way, under a name that tells so, and returns where it lies now. */
  setAside(name: string): string {
    const path = this.pathOf(name);
    for (let number = 1; ; number++) {
      const aside = `${path}.corrupt-${number}`;
      if (existsSync(aside)) continue;
      try {
        renameSync(path, aside);
      } catch (error) {
        throw this.unusable('written', error);
      }
      return aside;
    }
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

  private shards(): Dirent[] {
    try {
      return readdirSync(this.directory, { withFileTypes: true });
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return [];
      throw this.unusable('read', error);
    }
  }

  private unusable(how: 'read' | 'written', error: unknown): InputError {
    return new InputError({
      argument: 'store',
      value: this.directory,
      problem: `cannot be ${how} (${codeOf(error)})`,
      remedy: 'free space or permissions there, or name another folder with --store',
    });
  }
}

/** Takes a half-written temporary file away, if that much still works. */
function discard(temporary: string): void {
  try {
    rmSync(temporary, { force: true });
  } catch {
    // What made the write fail is what the caller hears of.
  }
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'wx');
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes a rename last through a loss of power; file systems that cannot flush a folder refuse, which is no loss of the record. */
function flush(folder: string): void {
  let handle: number | undefined;
  try {
    handle = openSync(folder, 'r');
    fsyncSync(handle);
  } catch (error) {
    if (!['EINVAL', 'EPERM', 'ENOTSUP', 'EISDIR'].includes(codeOf(error))) throw error;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
