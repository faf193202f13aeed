import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { InputError } from '@minebench/core';

const problems: Readonly<Record<string, string>> = {
  ENOENT: 'lies in a folder that does not exist',
  ENOTDIR: 'lies in what is no folder',
  EACCES: 'cannot be written (permission denied)',
  EPERM: 'cannot be written (not permitted)',
  EROFS: 'is on a read-only file system',
  EISDIR: 'is a folder',
  ENOSPC: 'is on a full disk',
  EDQUOT: 'is beyond your quota of the disk',
  EFBIG: 'is larger than the file system takes',
  ENAMETOOLONG: 'is too long a name',
};

/**
 * Writes a file whole or not at all: under another name beside it, flushed, renamed. `write` gets the open file.
 * @param argument - what names the file, for error messages
 * @throws InputError where the path cannot be written to
 */
export async function writeWholeFile(
  path: string,
  argument: string,
  write: (descriptor: number) => Promise<void>,
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  const unwritable = (code: string) =>
    new InputError({ argument, value: path, problem: problems[code], remedy: 'name a file that you can write' });
  let descriptor: number | undefined;
  try {
    // Told before the work: the renaming would fail only after it.
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw unwritable('EISDIR');
    descriptor = openSync(temporary, 'wx');
    await write(descriptor);
    fsyncSync(descriptor);
    closeSync(descriptor);
    descriptor = undefined;
    renameSync(temporary, path);
  } catch (error) {
    if (descriptor !== undefined) closeSync(descriptor);
    discard(temporary);
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw Object.hasOwn(problems, code) ? unwritable(code) : error;
  }
}

/** Takes a half-written file away, if that much still works. */
function discard(temporary: string): void {
  try {
    rmSync(temporary, { force: true });
  } catch {
    // What made the write fail is what the caller hears of.
  }
}
