import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';

/** A folder of this test, gone when it ends. Outside the repository, where users' files lie. */
export function temporaryFolder(): string {
  const folder = newFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder that whoever asks for it takes away: what tests share, or concurrent ones have. */
export const newFolder = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'minebench-')));

/** Writes files into a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

export const urlIn = (folder: string, name: string): string => pathToFileURL(join(folder, name)).href;

/** Every file below a folder with its bytes, time of change and inode: equal before and after where nothing was written. */
export function snapshot(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((found) => found.isFile());
  return Object.fromEntries(
    files.map((found) => {
      const path = join(found.parentPath, found.name);
      const { mtimeMs, ino } = statSync(path);
      return [path, `${ino} ${mtimeMs} ${readFileSync(path, 'utf8')}`];
    }),
  );
}
