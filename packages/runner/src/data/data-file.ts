import { closeSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { InputError } from '@minebench/core';

/** A file of samples that is being read, and the errors that name it. */
export class DataFile {
  readonly path: string;
  readonly argument: string;
  /** Its length in bytes. */
  readonly size: number;

  /** @throws InputError where there is no file, or nothing in it */
  constructor(path: string, argument: string) {
    this.path = path;
    this.argument = argument;
    const found = this.status();
    if (!found?.isFile()) throw this.error(found ? 'is no file' : 'does not exist', 'check the path');
    this.size = found.size;
    if (this.size === 0) throw this.error('is empty', 'give a file with samples');
  }

  private status(): Stats | undefined {
    try {
      return statSync(this.path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      throw this.error(`cannot be read (${code})`, 'check its permissions');
    }
  }

  error(problem: string, remedy: string): InputError {
    return new InputError({ argument: this.argument, value: this.path, problem, remedy });
  }

  /** Of a value that is no finite number; `where` tells its row and column. */
  cellError(where: string, value: unknown): InputError {
    const text = typeof value === 'string' ? `"${value}"` : String(value);
    const missing = value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
    const infinite =
      typeof value === 'number' || /^\s*([+-]?(nan|inf(inity)?)|na|null)\s*$/i.test(text.replaceAll('"', ''));
    if (missing) return this.error(`${where}: has no value`, 'fill it or remove the row');
    if (infinite) return this.error(`${where}: ${text} is not finite`, 'replace it or remove the row');
    return this.error(`${where}: ${text} is no number`, 'correct it, or choose other columns');
  }

  /** Runs `use` with the open file. */
  open<T>(use: (descriptor: number) => T): T {
    let descriptor: number;
    try {
      descriptor = openSync(this.path, 'r');
    } catch (error) {
      throw this.error(`cannot be read (${(error as NodeJS.ErrnoException).code})`, 'check its permissions');
    }
    try {
      return use(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }

  /** The bytes from `start` on, `length` of them or as many as there are. */
  bytes(descriptor: number, start: number, length: number): Buffer {
    const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, this.size - start)));
    let filled = 0;
    while (filled < buffer.length) {
      const count = readSync(descriptor, buffer, filled, buffer.length - filled, start + filled);
      if (count === 0) throw this.error('became shorter while it was read', 'read it when nobody writes it');
      filled += count;
    }
    return buffer;
  }
}
