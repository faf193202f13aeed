import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { linksOf, pages, type Step, stepsOf } from './docs-examples.ts';
import { root } from './package-boundaries.ts';

const bin = join(root, 'packages/cli/bin/minebench.js');
const oneCore = pathToFileURL(join(root, 'packages/cli/test/support/one-core.js')).href;
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** How Node is called for what a page tells to type after `npx`. */
const commands: Readonly<Record<string, readonly string[]>> = {
  minebench: [bin],
  tsx: ['--import', pathToFileURL(join(root, 'node_modules/tsx/dist/loader.mjs')).href],
};

/** Ends as the command ended; its last words where that was badly. */
const runCommand = (words: readonly string[], cwd: string): Promise<{ code: number | null; stderr: string }> =>
  new Promise((done) => {
    // A command that never returns must not outlive its test.
    const child = spawn(process.execPath, ['--import', oneCore, ...words], {
      cwd,
      timeout: 110_000,
      killSignal: 'SIGKILL',
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    child.stdout.resume();
    child.on('close', (code) => done({ code, stderr }));
  });

/** A reader's project: a folder where the packages are installed. */
function makeProject(folder: string): void {
  if (existsSync(join(folder, 'package.json'))) return;
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
}

async function follow(step: Step, folder: string): Promise<void> {
  if (step.kind === 'file') {
    mkdirSync(dirname(join(folder, step.name)), { recursive: true });
    writeFileSync(join(folder, step.name), step.text);
    return;
  }
  const [npx, command, ...words] = step.words;
  expect(npx).toBe('npx');
  expect(Object.keys(commands)).toContain(command);
  if (command === 'tsx') makeProject(folder);
  const { code, stderr } = await runCommand([...commands[command], ...words], folder);
  expect(code, `${step.words.join(' ')}\n${stderr}`).toBe(0);
}

describe('the pages of docs/', () => {
  it.each(pages)('%s: what it says to write and to type works, in its order', async (page) => {
    const folder = mkdtempSync(join(tmpdir(), 'minebench-docs-'));
    folders.push(folder);
    for (const step of stepsOf(page)) await follow(step, folder);
  });

  it('examples in TypeScript are typed as they stand', () => {
    const examples = ['README.md', ...pages].flatMap((page) =>
      stepsOf(page).flatMap((step) => (step.kind === 'file' ? [{ page, ...step }] : [])),
    );
    expect(examples.length).toBeGreaterThan(0);
    // Beside the packages, so that their names resolve; never written.
    const texts = new Map(examples.map(({ page, name, text }) => [join(root, `${page}.${name}`), text]));
    const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
    const host = ts.createCompilerHost({ ...options, noEmit: true });
    const { fileExists, readFile, getSourceFile } = host;
    host.fileExists = (name) => texts.has(name) || fileExists(name);
    host.readFile = (name) => texts.get(name) ?? readFile(name);
    host.getSourceFile = (name, ...rest) =>
      texts.has(name)
        ? ts.createSourceFile(name, texts.get(name)!, ts.ScriptTarget.ESNext)
        : getSourceFile(name, ...rest);
    const program = ts.createProgram([...texts.keys()], { ...options, noEmit: true }, host);
    const problems = [...texts.keys()].flatMap((name) =>
      ts
        .getPreEmitDiagnostics(program, program.getSourceFile(name))
        .map(({ messageText }) => `${name}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`),
    );
    expect(problems).toEqual([]);
  });

  it.each(['README.md', 'CONTRIBUTING.md', ...pages])('%s links to what is there', (page) => {
    const broken = linksOf(readFileSync(join(root, page), 'utf8')).filter(
      (target) => !existsSync(resolve(root, dirname(page), target)),
    );
    expect(broken).toEqual([]);
  });
});
