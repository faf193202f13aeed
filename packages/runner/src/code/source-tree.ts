import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Files below a folder that hold code, as sorted paths relative to it with forward slashes. */
export const codeFilesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((found) => found.isFile() && /\.(ts|js|json|wasm)$/.test(found.name) && !found.name.endsWith('.d.ts'))
    .map((found) => relative(folder, join(found.parentPath, found.name)).split(sep).join('/'))
    .sort();

/** Adds a file to a hash: its relative path and its bytes, each with its length so that no two lists of files read the same. */
export function hashFile(hash: ReturnType<typeof createHash>, name: string, contents: Uint8Array): void {
  hash.update(`${name.length}:${name}${contents.byteLength}:`);
  hash.update(contents);
}

/** SHA-256 over the code files of a folder: sorted relative paths and contents, so that the folder's place does not matter. */
export function hashTree(folder: string): string {
  const hash = createHash('sha256');
  for (const name of codeFilesBelow(folder)) hashFile(hash, name, readFileSync(join(folder, name)));
  return hash.digest('hex');
}
