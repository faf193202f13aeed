import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A new folder outside the repository, where users' files lie. The test takes it away. */
export const newFolder = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'minebench-')));

/** Writes files, by their paths below a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((found) => found.isFile())
    .map((found) => join(found.parentPath, found.name));

/** Every file below a folder with its bytes, time of change and inode: equal before and after where nothing was written. */
export function snapshot(folder: string): Record<string, string> {
  return Object.fromEntries(
    filesBelow(folder).map((path) => {
      const { mtimeMs, ino } = statSync(path);
      return [path, `${ino} ${mtimeMs} ${readFileSync(path, 'utf8')}`];
    }),
  );
}

/** Every record of a store, by its path below it. */
export const texts = (store: string): Record<string, string> =>
  Object.fromEntries(
    filesBelow(store)
      .filter((path) => /[/\\][0-9a-f]{64}\.json$/.test(path))
      .map((path) => [path.slice(store.length), readFileSync(path, 'utf8')]),
  );

/** The text of `cell` and `result` in every record of a store, by name. Records are canonical JSON, where `provenance` stands between the two. */
export const answers = (store: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(texts(store)).map(([path, text]) => {
      const cell = text.slice(0, text.indexOf(',"provenance":'));
      const result = text.slice(text.indexOf(',"result":'));
      return [path, cell + result];
    }),
  );
