import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../src/store/make-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const source = (path: string) => JSON.stringify(new URL(`../../src/${path}`, import.meta.url).href);

/** Runs a script in a process that is killed where it does not return. */
const inProcess = (script: string) =>
  spawnSync(
    process.execPath,
    ['--conditions=@minebench/source', '--import', tsx, '--input-type=module', '--eval', script],
    { encoding: 'utf8', timeout: 60_000, killSignal: 'SIGKILL' },
  );

describe('making a folder', () => {
  it('makes what is missing above it, and nothing where it is there', () => {
    const root = temporaryFolder();
    const folder = join(root, 'a', 'b', 'c');
    makeFolder(folder);
    expect(statSync(folder).isDirectory()).toBe(true);
    writeFileSync(join(folder, 'kept'), '');
    makeFolder(folder);
    expect(readdirSync(folder)).toEqual(['kept']);
  });

  it('refuses what is a file, or lies below one', () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'a'));
    writeFileSync(join(root, 'a', 'file'), '');
    for (const path of ['a/file', 'a/file/b', 'a/file/b/c'])
      expect(() => makeFolder(join(root, path))).toThrow(/EEXIST|ENOTDIR/);
  });

  it('lets several processes make the same folders at once', () => {
    const folder = join(temporaryFolder(), 'a', 'b', 'c', 'd');
    const racing = `
      import { execFile } from 'node:child_process';
      const script = ${JSON.stringify(`import { makeFolder } from ${source('store/make-folder.ts')}; makeFolder(${JSON.stringify(folder)});`)};
      const args = ['--import', ${JSON.stringify(tsx)}, '--input-type=module', '--eval', script];
      await Promise.all([1, 2, 3].map(() => new Promise((resolve, reject) =>
        execFile(process.execPath, args, (error) => (error ? reject(error) : resolve())))));
    `;
    const { status, stderr } = inProcess(racing);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(existsSync(folder)).toBe(true);
  });

  // What makes Node 20 spin for ever: a folder that is there and takes no other.
  it.runIf(process.platform === 'linux').each(['/proc/nope', '/proc/nope/a/b'])('returns from %s', (folder) => {
    const { status, signal, stdout } = inProcess(`
      import { RecordStore } from ${source('store/record-store.ts')};
      const store = new RecordStore(${JSON.stringify(folder)});
      try { store.requireWritable(); } catch (error) { console.log(error.message); }
    `);
    expect({ status, signal }).toEqual({ status: 0, signal: null });
    expect(stdout).toBe(
      `store "${folder}" cannot be written (ENOENT); free space or permissions there and run the same command again, or name another folder with --store\n`,
    );
  });
});
