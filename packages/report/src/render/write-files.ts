import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '@minebench/core';

const problems: Readonly<Record<string, string>> = {
  EACCES: 'cannot be written to (permission denied)',
  EPERM: 'cannot be written to (not permitted)',
  EROFS: 'is on a read-only file system',
  ENOTDIR: 'is not a folder',
  EEXIST: 'is not a folder',
  ENOSPC: 'is on a full disk',
};

/**
 * Writes the files into the folder, each whole or not at all.
 * @throws InputError where the folder cannot be made or written to
 */
export async function writeFiles(folder: string, files: ReadonlyMap<string, string | Buffer>): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, content] of files) {
      const temporary = join(folder, `.${name}.${process.pid}.tmp`);
      await writeFile(temporary, content);
      await rename(temporary, join(folder, name));
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!Object.hasOwn(problems, code)) throw error;
    throw new InputError({
      argument: 'report folder',
      value: folder,
      problem: problems[code],
      remedy: 'choose a folder that you can write to',
    });
  }
}
