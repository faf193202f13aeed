import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from './make-folder.ts';

/** What the system calls an error: `ENOSPC`. */
export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/**
 * Puts a file in its place whole or not at all: another name beside it, fsync, rename, fsync of the folder, which is made where it is missing. Any number of
 * processes may do it at once.
 * @throws the system's error; nothing is left behind then, as far as that still works
 */
export function replaceFile(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    makeFolder(dirname(path));
    writeDurably(temporary, content);
    renameSync(temporary, path);
    flush(dirname(path));
  } catch (error) {
    discard(temporary);
    throw error;
  }
}

/** Writes a new file and makes it last. */
export function writeDurably(path: string, content: string | Uint8Array): void {
  const file = openSync(path, 'wx');
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Takes a half-written temporary file away, if that much still works. */
export function discard(temporary: string): void {
  try {
    rmSync(temporary, { force: true });
  } catch {
    // What made the write fail is what the caller hears of.
  }
}

/** Makes a rename last through a loss of power; file systems that cannot flush a folder refuse, which is no loss of the file. */
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
