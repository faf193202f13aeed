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

/** Ends as the command ended, with all that it said. */
const runCommand = (
  words: readonly string[],
  cwd: string,
): Promise<{ code: number | null; stdout: string; stderr: string }> =>
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
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
    });
    child.on('close', (code) => done({ code, stdout, stderr }));
  });

/** A reader's project: a folder where the packages are installed. */
function makeProject(folder: string): void {
  if (existsSync(join(folder, 'package.json'))) return;
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
}

/** A number that a command prints, where its page tells a closed form for it. */
interface Told {
  /** What stands before it. */
  readonly after: RegExp;
  readonly at: number;
  readonly within: number;
}

/** By page and command. */
const told: Readonly<Record<string, Readonly<Record<string, readonly Told[]>>>> = {
  'docs/estimate-your-own-data.md': {
    // -.5 log(1 - .8^2) = .51 nats. The log-ratio of such pairs has standard deviation .8, the mean of 2000 has .018: four of them, within which KSG, with .026 by its interval, lies too.
    'npx minebench estimate g.csv --seed 2 --permutations 39 --critic joint-mlp:hidden=[64] --steps 2000': [
      { after: /^ *KSG +neither bound +/m, at: -0.5 * Math.log(1 - 0.8 ** 2), within: 0.072 },
      { after: /^ *CCA +neither bound +/m, at: -0.5 * Math.log(1 - 0.8 ** 2), within: 0.072 },
    ],
  },
  'docs/mi-as-a-loss.md': {
    'npx tsx --conditions=@minebench/source infomax.ts': [
      // Four standard deviations of the angle's swing, at most 1.6 degrees: each step draws it back by .03 of itself, and moves it by .05 of a gradient whose
      // standard deviation over batches is .14 (.9 / 16 by joint pairs, 2.2 times that by weighted references). It starts at 73.
      { after: /angle to the first axis, degrees: /, at: 0, within: 7 },
      // Four standard errors of the mean of 200 batches, .01 each ((.8 + 4) / 256 is a batch's variance by joint pairs and by references), and as much for what the critic does not
      // reach. It starts at .40.
      { after: /mean of the last estimates, nats: /, at: 0.5 * Math.log(1 + 4), within: 0.08 },
    ],
    'npx tsx --conditions=@minebench/source nuisance.ts': [
      // The expected loss, (a - 1)^2 + (b - 1)^2 + 4 log(1 + b^2 / (a^2 + .09)) and a constant, is smallest at b = .27 with .026 nats. "Most of b" is more than half of it, and
      // .10 nats are left at b = .5, a = 1.
      { after: / b: /, at: 0.25, within: 0.25 },
      { after: /variables, nats: /, at: 0.05, within: 0.05 },
    ],
  },
};

function expectTold(stdout: string, numbers: readonly Told[]): void {
  for (const { after, at, within } of numbers) {
    const found = Number(new RegExp(`${after.source}(\\S+)`, after.flags).exec(stdout)?.[1]);
    expect(Math.abs(found - at), `${after} in\n${stdout}`).toBeLessThan(within);
  }
}

async function follow(step: Step, page: string, folder: string): Promise<void> {
  if (step.kind === 'file') {
    mkdirSync(dirname(join(folder, step.name)), { recursive: true });
    writeFileSync(join(folder, step.name), step.text);
    return;
  }
  const [npx, command, ...words] = step.words;
  expect(npx).toBe('npx');
  expect(Object.keys(commands)).toContain(command);
  if (command === 'tsx') makeProject(folder);
  const line = step.words.join(' ');
  const { code, stdout, stderr } = await runCommand([...commands[command], ...words], folder);
  expect(code, `${line}\n${stderr}`).toBe(0);
  expectTold(stdout, told[page]?.[line] ?? []);
}

describe('the pages of docs/', () => {
  it.each(pages)('%s: what it says to write and to type works, in its order', async (page) => {
    const folder = mkdtempSync(join(tmpdir(), 'minebench-docs-'));
    folders.push(folder);
    for (const step of stepsOf(page)) await follow(step, page, folder);
  });

  it('the numbers that are checked are those of commands that stand there', () => {
    for (const [page, numbers] of Object.entries(told))
      expect(stepsOf(page).map((step) => (step.kind === 'command' ? step.words.join(' ') : ''))).toEqual(
        expect.arrayContaining(Object.keys(numbers)),
      );
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
