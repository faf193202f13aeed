import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chainExperiment, estimateExperiment } from './support/experiments.ts';
import { newFolder, snapshot, writeFiles } from './support/folders.ts';
import { runCli } from './support/run-cli.ts';

const folder = newFolder();
const store = join(folder, 'runs');
let before: Record<string, string>;

beforeAll(async () => {
  writeFiles(folder, { 'chain.ts': chainExperiment({ seeds: 3 }), 'a-file': '' });
  expect((await runCli(['run', 'chain.ts', '--store', store], folder)).code).toBe(0);
  before = snapshot(store);
  expect(Object.keys(before)).toHaveLength(3);
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Case {
  /** Contents of the experiment file; where absent, `args` name another. */
  readonly text?: string;
  /** `FILE` stands for the experiment file. */
  readonly args?: readonly string[];
  /** Parts of the one line: argument, value, remedy. */
  readonly says: readonly string[];
}

const sweep = (fields: string): string =>
  estimateExperiment(`{ task: 'gaussian', rho: 0.5, n: 400, bound: 'dv', ...${fields} }`);

const chain = { text: chainExperiment({ seeds: 3 }) };

const cases: Record<string, Case> = {
  'no command': { args: ['rnu'], says: ["unknown command 'rnu'", 'run'] },
  'no file': { args: ['run'], says: ["missing required argument 'FILE'"] },
  'an unknown option': {
    ...chain,
    args: ['run', 'FILE', '--stoer', 'x'],
    says: ["unknown option '--stoer'", '--store'],
  },
  'an option without its value': { ...chain, args: ['run', 'FILE', '--store'], says: ["option '--store <DIR>'"] },
  'too many arguments': { ...chain, args: ['run', 'FILE', 'FILE'], says: ['too many arguments'] },
  'half a worker': { ...chain, args: ['run', 'FILE', '--workers', '2.5'], says: ['--workers "2.5"', 'give one'] },
  'no workers': { ...chain, args: ['run', 'FILE', '--workers', '0'], says: ['--workers "0"'] },
  'a negative time-out': { ...chain, args: ['run', 'FILE', '--timeout', '-1'], says: ['--timeout "-1"'] },
  'a filter of no field': {
    ...chain,
    args: ['run', 'FILE', '--only', 'dataSed=1'],
    says: ['"dataSed"', 'did you mean dataSeed'],
  },
  'a filter that matches nothing': {
    ...chain,
    args: ['run', 'FILE', '--only', 'dataSeed=9'],
    says: ['matches none of the 3 cells'],
  },
  'an unknown engine': {
    text: sweep('{}'),
    args: ['run', 'FILE', '--engine', 'ort:gpu'],
    says: ['--engine "ort:gpu"', 'did you mean ort:cpu'],
  },
  'nothing that can be listed': { args: ['list', 'boundz'], says: ['WHAT "boundz"', 'did you mean bounds'] },

  'a file that does not exist': {
    args: ['run', 'nowhere.ts'],
    says: ['FILE', 'nowhere.ts', 'does not exist', 'check the path'],
  },
  'a folder': { args: ['run', '.'], says: ['FILE', folder, 'is no file'] },
  'a file that throws': { text: 'throw new Error("boom\\nbang");', says: ['threw while it was loaded: boom'] },
  'a file that throws nothing': { text: 'throw undefined;', says: ['threw while it was loaded: undefined'] },
  'a file that throws what has no text': { text: 'throw Object.create(null);', says: ['threw while it was loaded'] },
  'a file that rejects': {
    text: 'await Promise.reject(new Error("late"));',
    says: ['threw while it was loaded: late'],
  },
  'a file that never finishes loading': {
    text: 'await new Promise(() => {}); export default 1;',
    says: ['never finishes loading'],
  },
  'a file with a syntax error': { text: 'export default {', says: ['cannot be read', 'end of file'] },
  'bytes that are no text': { text: '\u0000\u0001\u0002', says: ['cannot be read'] },
  'an empty file': { text: '', says: ['has no default export', 'export default'] },
  'a file without an experiment': {
    text: 'export default { id: "x", sweeps: [1] };',
    says: ['exports no experiment', 'defineExperiment'],
  },
  'a missing package': {
    text: 'import x from "left-pad-x"; export default x;',
    says: ['imports left-pad-x', 'npm install left-pad-x'],
  },
  'a missing local file': {
    text: 'import { x } from "./nope.ts"; export default x;',
    says: ['imports ./nope.ts', 'check the path'],
  },
  'a missing export': {
    text: 'import { nope } from "@minebench/core"; export default nope;',
    says: ['imports nope from @minebench/core'],
  },

  'an unknown field': { text: sweep('{ batchsize: 64 }'), says: ['sweep.batchsize', 'did you mean batchSize'] },
  'an unknown task': { text: sweep("{ task: 'gausian' }"), says: ['sweep.task "gausian"', 'did you mean gaussian'] },
  'an unknown bound': { text: sweep("{ bound: ['dv', 'nwjj'] }"), says: ['sweep.bound[1] "nwjj" is no known bound'] },
  'an unknown critic': {
    text: sweep("{ critic: 'joint-mpl' }"),
    says: ['sweep.critic "joint-mpl"', 'did you mean joint-mlp'],
  },
  'an unknown engine in the file': {
    text: sweep("{ engine: 'cuda' }"),
    says: ['sweep.engine "cuda" is no known engine'],
  },
  'a negative size': { text: sweep('{ n: -400 }'), says: ['sweep.n -400'] },
  'a fractional size': {
    text: sweep('{ batchSize: [64, 128, 12.5] }'),
    says: ['sweep.batchSize[2] 12.5', 'give a positive integer'],
  },
  'a size that is NaN': { text: sweep('{ batchSize: NaN }'), says: ['sweep.batchSize NaN', 'give a positive integer'] },
  'b > n': {
    text: sweep('{ batchSize: 512 }'),
    says: ['sweep.batchSize 512 exceeds the 400 training pairs', 'lower batchSize or raise n'],
  },
  "n' > n without replacement": {
    text: sweep("{ references: { mode: 'shuffle', pool: 'sample' }, referenceSize: 500 }"),
    says: ['sweep.referenceSize 500 exceeds the 400 rows of the sample', 'use replace'],
  },
  'fresh references of a fixed sample': {
    text: sweep("{ references: 'fresh' }"),
    says: ['sweep.references "fresh"', "set n to 'fresh'"],
  },
  'a correlation of one': { text: sweep('{ rho: [0.5, 1] }'), says: ['sweep.rho[1] 1'] },
  'a correlation beyond one': { text: sweep('{ rho: -1.5 }'), says: ['sweep.rho -1.5'] },
  'a covariance that is not positive definite': {
    text: estimateExperiment(
      "{ task: { id: 'gaussian-covariance', dimX: 1, dimY: 1, covariance: [[1, 2], [2, 1]] }, n: 400, bound: 'dv' }",
    ),
    says: ['covariance', 'positive definite'],
  },
  'a missing critic file': {
    text: sweep("{ critic: './nowhere.ts' }"),
    says: ['sweep.critic', 'nowhere.ts', 'does not exist'],
  },
  'an unknown protocol field': {
    text: sweep('{ protocol: { stesp: 10 } }'),
    says: ['sweep.protocol.stesp', 'did you mean steps'],
  },

  'a store that cannot be written': {
    ...chain,
    args: ['run', 'FILE', '--store', 'a-file/runs'],
    says: ['store', 'a-file/runs', '--store'],
  },
  'a report without records': {
    text: sweep('{}'),
    args: ['report', 'FILE', '--store', 'empty'],
    says: ['store', 'no record', 'minebench run'],
  },
  'a report into a file': {
    args: ['report', 'chain.ts', '--store', store, '--out', 'a-file/report'],
    says: ['a-file/report'],
  },
};

describe.concurrent('bad input is one line on stderr, exit code 2, and no change in the store', () => {
  it.for(Object.entries(cases).map(([name, one], index) => ({ name, index, ...one })))(
    '$name',
    async ({ text, index, args = ['run', 'FILE', '--store', store], says }, { expect }) => {
      const file = `bad-${index}.ts`;
      if (text !== undefined) writeFiles(folder, { [file]: text });
      const { code, stdout, stderr } = await runCli(
        args.map((arg) => (arg === 'FILE' ? file : arg)),
        folder,
      );
      expect(stderr).toMatch(/^minebench: .+\n$/);
      for (const part of says) expect(stderr).toContain(part);
      expect(stderr).not.toMatch(/\bat .+:\d+:\d+/);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(snapshot(store)).toEqual(before);
    },
  );
});

it('nothing was written beside the files of the test', () => {
  for (const name of ['empty', 'reports']) expect(existsSync(join(folder, name))).toBe(false);
});
