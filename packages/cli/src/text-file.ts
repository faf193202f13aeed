import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InputError } from '@minebench/core';
import { writeWholeFile } from '@minebench/runner';

/**
 * Writes a text whole or not at all, in a folder that is made where it is not there.
 * @param argument - what names the file, for error messages
 * @throws InputError where it cannot be written
 */
export async function writeTextFile(path: string, argument: string, text: string): Promise<void> {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    throw new InputError({
      argument,
      value: path,
      problem: `lies in a folder that cannot be made (${(error as NodeJS.ErrnoException).code})`,
      remedy: 'name a file that you can write',
    });
  }
  await writeWholeFile(path, argument, async (descriptor) => writeFileSync(descriptor, text));
}
