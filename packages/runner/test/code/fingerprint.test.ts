import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Procedure } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { createFingerprinter } from '../../src/code/fingerprint.ts';
import { hashTree } from '../../src/code/source-tree.ts';
import { estimate } from '../../src/index.ts';
import { chain } from '../fixtures/chain-procedure.ts';
import { temporaryFolder, urlIn, writeFiles } from '../temporary-folder.ts';

const critic = `import { depth } from './depth.ts';\nimport { tf } from '@minebench/engine';\nexport default { depth, tf };\n`;
const files = { 'experiment.ts': 'export default 1;', 'critic.ts': critic, 'depth.ts': 'export const depth = 2;' };

const codeIn = (folder: string, named: readonly string[] = ['./critic.ts'], procedure: Procedure = estimate) =>
  createFingerprinter(urlIn(folder, 'experiment.ts')).of(procedure, named);

describe('the fingerprint of the code', () => {
  it('is the same twice, and in another folder', async () => {
    const [first, second] = [temporaryFolder(), temporaryFolder()];
    writeFiles(first, files);
    cpSync(first, join(second, 'moved'), { recursive: true });
    const code = await codeIn(first);
    expect(code).toMatch(/^[0-9a-f]{64}$/);
    expect(await codeIn(first)).toBe(code);
    expect(await codeIn(join(second, 'moved'))).toBe(code);
  });

  it.each([
    ['the critic', { 'critic.ts': `${critic}// other\n` }],
    ['a file that it imports', { 'depth.ts': 'export const depth = 3;' }],
  ])('changes with %s', async (_, edit) => {
    const folder = temporaryFolder();
    writeFiles(folder, files);
    const before = await codeIn(folder);
    writeFiles(folder, edit as unknown as Record<string, string>);
    expect(await codeIn(folder)).not.toBe(before);
  });

  it('changes with the version of a package that the critic imports', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { ...files, 'critic.ts': `import 'widget';\n${critic}` });
    const install = (version: string) => {
      mkdirSync(join(folder, 'node_modules', 'widget'), { recursive: true });
      writeFileSync(
        join(folder, 'node_modules', 'widget', 'package.json'),
        JSON.stringify({ name: 'widget', version }),
      );
      return codeIn(folder);
    };
    const first = await install('1.0.0');
    expect(await install('1.0.1')).not.toBe(first);
    expect(await install('1.0.0')).toBe(first);
  });

  it('does not depend on the experiment file where the procedure is ours: a new title is no new cell', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, files);
    const before = await codeIn(folder);
    writeFiles(folder, { 'experiment.ts': 'export default 2;' });
    expect(await codeIn(folder)).toBe(before);
  });

  it('depends on the experiment file where the procedure names no sources of its own', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, files);
    const before = await codeIn(folder, [], chain);
    expect(before).not.toBe(await codeIn(folder, []));
    writeFiles(folder, { 'experiment.ts': 'export default 2;' });
    expect(await codeIn(folder, [], chain)).not.toBe(before);
  });

  it('says in one line that a file cannot be read', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { ...files, 'critic.ts': 'export default {' });
    await expect(codeIn(folder)).rejects.toThrow(/critic\.ts" cannot be read: .*\(critic\.ts:1\); correct it there$/);
  });
});

describe('the hash of a folder', () => {
  const folderOf = (contents: Readonly<Record<string, string>>) => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'sub'));
    writeFiles(folder, contents);
    return folder;
  };
  const contents = { 'a.ts': 'one', 'sub/b.ts': 'two' };
  const hash = (changed: Readonly<Record<string, string>>) => hashTree(folderOf(changed));

  it('depends on names and contents of code alone', () => {
    expect(hash({ ...contents, 'notes.md': 'x', 'a.d.ts': 'x' })).toBe(hash(contents));
    const others = [
      hash({ 'a.ts': 'one!', 'sub/b.ts': 'two' }),
      hash({ 'a.ts': 'two', 'sub/b.ts': 'one' }),
      hash({ 'c.ts': 'one', 'sub/b.ts': 'two' }),
      hash({ 'a.ts': 'one', 'b.ts': 'two' }),
      hash({ 'a.ts': 'onetwo', 'sub/b.ts': '' }),
      hash({ 'a.ts': 'one' }),
    ];
    expect(new Set([...others, hash(contents)]).size).toBe(others.length + 1);
  });
});
