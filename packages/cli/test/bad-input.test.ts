import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chainExperiment, estimateExperiment } from './support/experiments.ts';
import { newFolder, snapshot, writeFiles } from './support/folders.ts';
import { hostCli, runCli } from './support/run-cli.ts';

const folder = newFolder();
const store = join(folder, 'runs');
const cli = hostCli(folder);
let before: Record<string, string>;

beforeAll(async () => {
  writeFiles(folder, {
    'chain.ts': chainExperiment({ seeds: 3 }),
    'a-file': '',
    'README.md': '# Notes',
    'exits.ts': 'process.exit(7);',
    'throws.ts': 'throw new Error("boom");',
    'torn.ts': 'export default {',
    'torn.parquet': 'PAR1',
  });
  expect((await cli.run(['run', 'chain.ts', '--store', store])).code).toBe(0);
  before = snapshot(store);
  expect(Object.keys(before)).toHaveLength(3);
});
afterAll(() => {
  cli.close();
  rmSync(folder, { recursive: true });
});

interface Case {
  /** Contents of the experiment file; where absent, `args` name another. */
  readonly text?: string;
  /** `FILE` stands for the experiment file. */
  readonly args?: readonly string[];
  /** Parts of the one line: argument, value, remedy. */
  readonly says: readonly string[];
  /** Left out elsewhere. */
  readonly platform?: NodeJS.Platform;
  /** In a process of its own, which the file ends. */
  readonly alone?: boolean;
}

const sweep = (fields: string): string =>
  estimateExperiment(`{ task: 'gaussian', rho: 0.5, n: 400, bound: 'dv', ...${fields} }`);

const procedure = (expand: string): string =>
  estimateExperiment(`{ procedure: { id: 'own', ${expand}, run: async () => ({ status: 'completed' }) } }`);

const chain = { text: chainExperiment({ seeds: 3 }) };

const cases: Record<string, Case> = {
  'no command': { alone: true, args: ['rnu'], says: ["unknown command 'rnu'", 'run'] },
  'no file': { args: ['run'], says: ["missing required argument 'FILE'", '; see minebench --help'] },
  'an unknown option': {
    ...chain,
    args: ['run', 'FILE', '--stoer', 'x'],
    says: ["unknown option '--stoer'", '--store'],
  },
  'an option without its value': { ...chain, args: ['run', 'FILE', '--store'], says: ["option '--store <DIR>'"] },
  'too many arguments': { ...chain, args: ['run', 'FILE', 'FILE'], says: ['too many arguments'] },
  'half a worker': { ...chain, args: ['run', 'FILE', '--workers', '2.5'], says: ['--workers "2.5"', 'give one'] },
  'a billion workers': {
    ...chain,
    args: ['run', 'FILE', '--workers', '1e9'],
    says: ['--workers "1e9"', 'at most 1024'],
  },
  'no workers': { ...chain, args: ['run', 'FILE', '--workers', '0'], says: ['--workers "0"', '; give one, as in 4'] },
  'a negative time-out': {
    ...chain,
    args: ['run', 'FILE', '--timeout', '-1'],
    says: ['--timeout "-1"', '; give seconds'],
  },
  'a filter of no field': {
    ...chain,
    args: ['run', 'FILE', '--only', 'dataSed=1'],
    says: ['"dataSed"', 'did you mean dataSeed'],
  },
  'a filter that matches nothing': {
    ...chain,
    args: ['run', 'FILE', '--only', 'dataSeed=9'],
    says: ['--only "dataSeed=9"', 'matches none of the 3 cells', '; loosen it'],
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
  'a folder': { args: ['run', '.'], says: ['FILE', folder, 'is no file', '; check the path'] },
  'a file that is no code': {
    args: ['run', 'README.md'],
    says: ['FILE', 'README.md', 'is no TypeScript or JavaScript file', '; give a .ts, .mts, .js or .mjs file'],
  },
  'a file that throws': {
    text: 'throw new Error("boom\\nbang");',
    says: ['FILE', 'bad-', 'threw while it was loaded: boom', '; correct what throws there'],
  },
  'a file that throws nothing': {
    text: 'throw undefined;',
    says: ['threw while it was loaded: undefined', '; correct what throws there'],
  },
  'a file that throws what has no text': {
    text: 'throw Object.create(null);',
    says: ['threw while it was loaded', '; correct what throws there'],
  },
  'a file that rejects': {
    text: 'await Promise.reject(new Error("late"));',
    says: ['threw while it was loaded: late', '; correct what throws there'],
  },
  'a file that never finishes loading': {
    text: 'await new Promise(() => {}); export default 1;',
    alone: true,
    says: ['FILE "bad-', 'never finishes loading', '; remove that await'],
  },
  'a file that ends the process': {
    text: 'process.exit(0);',
    alone: true,
    says: ['FILE "bad-', 'ended the process by process.exit(0)', '; remove that call'],
  },
  'a critic that ends the process': {
    text: sweep("{ critic: './exits.ts' }"),
    alone: true,
    says: ['FILE "bad-', 'ended the process by process.exit(7)', 'file that it names', '; remove that call'],
  },
  'a critic that throws': {
    text: sweep("{ critic: './throws.ts' }"),
    says: ['sweep.critic', 'throws.ts', 'threw while it was loaded: boom', '; correct what throws there'],
  },
  'a critic with a syntax error': {
    text: sweep("{ critic: './torn.ts' }"),
    says: ['sweep.critic', 'torn.ts', 'cannot be read', '; correct it there'],
  },
  'a file with a syntax error': {
    text: 'export default {',
    says: ['FILE', 'bad-', 'cannot be read', 'end of file', '; correct it there'],
  },
  'bytes that are no text': { text: '\u0000\u0001\u0002', says: ['cannot be read', '; correct it there'] },
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
    says: ['imports nope from @minebench/core', '; check the spelling'],
  },

  'an unknown field': { text: sweep('{ batchsize: 64 }'), says: ['sweep.batchsize', 'did you mean batchSize'] },
  'an unknown task': { text: sweep("{ task: 'gausian' }"), says: ['sweep.task "gausian"', 'did you mean gaussian'] },
  'an unknown bound': {
    text: sweep("{ bound: ['dv', 'nwjj'] }"),
    says: ['sweep.bound[1] "nwjj" is no known bound', '; did you mean nwj?'],
  },
  'an unknown critic': {
    text: sweep("{ critic: 'joint-mpl' }"),
    says: ['sweep.critic "joint-mpl"', 'did you mean joint-mlp'],
  },
  'an unknown engine in the file': {
    text: sweep("{ engine: 'quantum' }"),
    says: ['sweep.engine "quantum" is no known engine', '; use one of ort:cpu'],
  },
  'a negative size': {
    text: sweep('{ n: -400 }'),
    says: ["sweep.n: expected an integer of at least 2, or 'fresh', got -400"],
  },
  'a size beyond memory': {
    text: sweep('{ dimension: 1e9 }'),
    says: ['sweep.dimension 1000000000', 'more numbers than an array holds', '; lower one of the two'],
  },
  'a fractional size': {
    text: sweep('{ batchSize: [64, 128, 12.5] }'),
    says: ['sweep.batchSize[2]: expected a positive integer, got 12.5'],
  },
  'a size that is NaN': {
    text: sweep('{ batchSize: NaN }'),
    says: ['sweep.batchSize: expected a positive integer, got NaN'],
  },
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
  'a correlation of one': {
    text: sweep('{ rho: [0.5, 1] }'),
    says: ['sweep.rho[1]: expected a number between -1 and 1', ', got 1'],
  },
  'a correlation beyond one': {
    text: sweep('{ rho: -1.5 }'),
    says: ['sweep.rho: expected a number between -1 and 1', ', got -1.5'],
  },
  'a covariance that is not positive definite': {
    text: estimateExperiment(
      "{ task: { id: 'gaussian-covariance', dimX: 1, dimY: 1, covariance: [[1, 2], [2, 1]] }, n: 400, bound: 'dv' }",
    ),
    says: ['covariance', 'positive definite'],
  },
  'more cells than anybody wants unasked': {
    text: chainExperiment({ seeds: 100_001 }),
    says: ['sweep expands to 100001 cells, more than 100000', 'confirm it with --yes'],
  },
  'more cells than can be put together': {
    text: sweep('{ seeds: 1e15 }'),
    says: ['sweep asks for up to 1000000000000000 cells', '; narrow it, or confirm it with --yes'],
  },
  'more cells than a plan holds': {
    text: sweep('{ seeds: 1e15 }'),
    args: ['run', 'FILE', '--store', store, '--yes'],
    says: ['sweep asks for up to 1000000000000000 cells', '; split it: a plan holds 5000000'],
  },
  'a procedure that throws while it expands': {
    text: procedure('expand() { throw new TypeError("no\\nluck"); }'),
    says: ['sweep.procedure "own" threw while it expanded its sweep: no luck', '; correct what throws there'],
  },
  'a procedure that expands to nothing': {
    text: procedure('expand: () => null'),
    says: ['sweep.procedure "own" expands its sweep to no list of cells', '; return an array'],
  },
  'a procedure whose cells are none': {
    text: procedure('expand: () => [{ a: 1 }]'),
    says: ['sweep.procedure "own" gives a cell whose params is missing', '; give params, dataSeed'],
  },
  'a procedure whose cells JSON cannot hold': {
    text: procedure(
      "expand: () => [{ params: { scale: NaN }, dataSeed: 0, initSeed: 0, engine: 'host', protocol: {}, files: [] }]",
    ),
    says: ['sweep.procedure "own" gives a cell that no record can hold: ', 'NaN', '; give params and protocol of'],
  },
  'a missing critic file': {
    text: sweep("{ critic: './nowhere.ts' }"),
    says: ['sweep.critic', 'nowhere.ts', 'does not exist', '; check the path'],
  },
  'an unknown protocol field': {
    text: sweep('{ protocol: { stesp: 10 } }'),
    says: ['sweep.protocol.stesp', 'did you mean steps'],
  },

  'a store without a name': {
    ...chain,
    args: ['run', 'FILE', '--store', ''],
    says: ['--store "" is no folder', '; name one, or leave it out'],
  },
  'a question to a table that is not there': {
    args: ['sql', 'nowhere.parquet', 'select 1'],
    says: ['FILE "nowhere.parquet" does not exist', '; write it anew with minebench export'],
  },
  'a question to a table that is none': {
    args: ['sql', 'torn.parquet', 'select 1'],
    says: ['torn.parquet" is refused by DuckDB', '; write it anew with minebench export'],
  },
  'no question': { args: ['sql', 'chain.ts', ' '], says: ['QUERY " " asks nothing', '; describe results tells'] },
  'a task of no job array': {
    args: ['slurm-task', 'nowhere', '0'],
    says: ['FOLDER "nowhere" is no folder of a job array', '; leave this command'],
  },
  'a store that cannot be written': {
    ...chain,
    args: ['run', 'FILE', '--store', 'a-file/runs'],
    says: ['store', 'a-file/runs', '--store'],
  },
  'a store where no folder can be made': {
    ...chain,
    args: ['run', 'FILE', '--store', '/proc/nope'],
    says: ['store "/proc/nope" cannot be written', '; free space or permissions there', '--store'],
    platform: 'linux',
  },
  'a report where no folder can be made': {
    args: ['report', 'chain.ts', '--store', store, '--out', '/proc/nope/report'],
    says: ['report folder "/proc/nope/report" cannot be made', '; choose a folder that you can write to'],
    platform: 'linux',
  },
  'a report without records': {
    text: sweep('{}'),
    args: ['report', 'FILE', '--store', 'empty'],
    says: ['store', 'no record', 'minebench run'],
  },
  'a report into a file': {
    args: ['report', 'chain.ts', '--store', store, '--out', 'a-file/report'],
    says: ['a-file/report', '; choose a folder'],
  },
};

describe('bad input is one line on stderr, exit code 2, and no change in the store', () => {
  const here = Object.entries(cases).filter(
    ([, { platform }]) => platform === undefined || platform === process.platform,
  );
  it.for(here.map(([name, one], index) => ({ name, index, ...one })))(
    '$name',
    async ({ text, index, args = ['run', 'FILE', '--store', store], says, alone }) => {
      const file = `bad-${index}.ts`;
      if (text !== undefined) writeFiles(folder, { [file]: text });
      const line = args.map((arg) => (arg === 'FILE' ? file : arg));
      const { code, stdout, stderr } = await (alone ? runCli(line, folder) : cli.run(line));
      // What is wrong; what to do.
      expect(stderr).toMatch(/^minebench: (.+; \w.+|\S+: expected .+, got .+)\n$/);
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
