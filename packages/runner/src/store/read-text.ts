import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync } from 'node:fs';
import { codeOf } from './durable-file.ts';

/** What lies under a path: text, nothing, or what is no readable file. */
export type FoundText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Codes that speak of this file; all others (EIO, EMFILE, ETIMEDOUT, ...) speak of the machine or the network, and would hold for any file. */
const OF_THE_FILE = ['EACCES', 'EPERM', 'EISDIR', 'ELOOP', 'ENXIO', 'ENODEV'];

/**
 * Reads a file without waiting for one that is no file: a pipe would never end.
 * @throws the system's error where it is not the file's fault
 */
export function readText(path: string, attempts = 3): FoundText {
  let handle: number | undefined;
  try {
    handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    if (!fstatSync(handle).isFile()) return { kind: 'unreadable', reason: 'it is no file' };
    return { kind: 'text', text: readFileSync(handle, 'utf8') };
  } catch (error) {
    const code = codeOf(error);
    // Another host has replaced it between two calls, as a shared folder shows.
    if (code === 'ESTALE' && attempts > 1) return readText(path, attempts - 1);
    if (code === 'ENOENT')
      return lstatSync(path, { throwIfNoEntry: false })
        ? { kind: 'unreadable', reason: 'it is a link to nothing' }
        : { kind: 'missing' };
    if (!OF_THE_FILE.includes(code)) throw error;
    return { kind: 'unreadable', reason: `it cannot be read (${code})` };
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
