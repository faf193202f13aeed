import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inNode } from '../in-node.ts';
import { urlIn, writeFiles } from '../temporary-folder.ts';

const entryFile = `
import { entry } from '@minebench/core';
import { tf } from '@minebench/engine';
import { z } from 'zod';
export default entry({
  id: 'bilinear', summary: 'a x y', options: z.strictObject({ scale: z.number('a number').default(1) }),
  create: ({ scale }) => ({
    id: 'bilinear',
    init: () => ({ a: tf.zeros([1]) }),
    score: (params, x, y) => tf.mul(tf.sum(tf.mul(x, y), 1), tf.mul(params.a, scale)),
  }),
});`;

interface Case {
  readonly name: string;
  readonly critic: unknown;
  readonly file?: string;
  /** Parts of the error's message. */
  readonly refused: readonly string[];
}

const accepted = { critic: [{ file: './critic.ts', scale: 3 }, 'critic.ts'], file: entryFile };

const cases: readonly Case[] = [
  { name: 'is not there', critic: './nowhere.ts', refused: ['sweep.critic "', 'does not exist'] },
  { name: 'has no default export', critic: './critic.ts', file: 'export const a = 1;', refused: ['no default export'] },
  { name: 'exports a number', critic: './critic.ts', file: 'export default 7;', refused: ['exports no critic'] },
  {
    name: 'lacks a method',
    critic: './critic.ts',
    file: 'export default { id: "x", init() {} };',
    refused: ['sweep.critic "./critic.ts" exports no critic', 'init, score'],
  },
  {
    name: 'throws',
    critic: './critic.ts',
    file: 'throw new Error("not\\ntoday")',
    refused: ['threw while it was loaded: not', '; correct what throws there'],
  },
  {
    name: 'imports what is no module',
    critic: './critic.ts',
    file: 'import notes from "./notes.md"; export default notes;',
    refused: ['imports ./notes.md, which is no module; read it with node:fs'],
  },
  { name: 'is no code', critic: './notes.md', refused: ['is no TypeScript or JavaScript file; give a .ts,'] },
  {
    name: 'imports what is not installed',
    critic: './critic.ts',
    file: 'import x from "left-pad-x"; export default x;',
    refused: ['imports left-pad-x, which is not there', 'npm install left-pad-x'],
  },
  {
    name: 'takes no options',
    critic: { file: './critic.ts', width: 3 },
    file: 'export default { id: "x", init() {}, score() {} };',
    refused: ['sweep.critic.width is an option, and ./critic.ts takes none'],
  },
  {
    name: 'has no such option',
    critic: { file: './critic.ts', scael: 3 },
    file: entryFile,
    refused: ['sweep.critic.scael is no known field; did you mean scale?'],
  },
];

interface Answer {
  readonly plans?: readonly {
    readonly params: { readonly estimator: { readonly critic: unknown } };
    readonly files: unknown;
  }[];
  readonly message?: string;
}

let answers: readonly Answer[];
const root = realpathSync(mkdtempSync(join(tmpdir(), 'minebench-')));
afterAll(() => rmSync(root, { recursive: true }));

// All of them in one process, because what they need takes a second to load.
beforeAll(async () => {
  const asked = [accepted, ...cases].map(({ critic, file }, index) => {
    const folder = join(root, String(index));
    mkdirSync(folder);
    writeFiles(folder, { 'notes.md': '# Notes' });
    if (file !== undefined) writeFiles(folder, { 'critic.ts': file });
    return { critic, baseUrl: urlIn(folder, 'experiment.ts') };
  });
  const { stdout, stderr } = await inNode(`
    const answers = [];
    for (const { critic, baseUrl } of ${JSON.stringify(asked)}) {
      const sweep = { task: 'gaussian', rho: 0.5, n: 400, bound: 'dv', critic };
      answers.push(await runner.estimate.expand(sweep, 'sweep', { baseUrl }).then(
        (plans) => ({ plans }),
        (error) => ({ message: error.name === 'InputError' ? error.message : error.stack }),
      ));
    }
    console.log(JSON.stringify(answers));
  `);
  if (stderr !== '') throw new Error(stderr);
  answers = JSON.parse(stdout);
});

describe("a user's critic", () => {
  it('is a file, complete with its defaults and named relative to the experiment file', () => {
    expect(answers[0].plans?.map(({ params, files }) => [params.estimator.critic, files])).toEqual([
      [{ id: 'bilinear', file: './critic.ts', scale: 3 }, ['./critic.ts']],
      [{ id: 'bilinear', file: './critic.ts', scale: 1 }, ['./critic.ts']],
    ]);
  });

  it.each(cases.map((one, index) => ({ ...one, answer: index + 1 })))(
    'that $name is refused in one line',
    ({ refused, answer }) => {
      const { message } = answers[answer];
      for (const part of refused) expect(message).toContain(part);
      expect(message).not.toContain('\n');
    },
  );
});
