import { statSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { InputError } from '@minebench/core';

const problems: Readonly<Record<string, string>> = {
  EACCES: 'cannot be written to (permission denied)',
  EPERM: 'cannot be written to (not permitted)',
  EROFS: 'is on a read-only file system',
  ENOENT: 'cannot be made (the folder above it takes none)',
  ENOTDIR: 'is not a folder',
  EEXIST: 'is not a folder',
  ENOSPC: 'is on a full disk',
  ENAMETOOLONG: 'is too long a name',
};

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** One folder at a time from the nearest that is there: Node 20 never returns from `recursive: true` where a folder takes none, as in /proc. */
async function makeFolder(path: string): Promise<void> {
  if (isFolder(path)) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  await mkdir(path).catch((error: unknown) => {
    // Another process may have made it meanwhile.
    if (!isFolder(path)) throw error;
  });
}

/**
 * Writes the files into the folder, each whole or not at all.
 * @throws InputError where the folder cannot be made or written to
 */
export async function writeFiles(folder: string, files: ReadonlyMap<string, string | Buffer>): Promise<void> {
  try {
    await makeFolder(resolve(folder));
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
