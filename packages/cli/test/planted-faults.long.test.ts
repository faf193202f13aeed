import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newFolder, writeFiles } from './support/folders.ts';
import { dvBound, gateExperiment, mineBound, smileEstimator, studentTask } from './support/gate-experiment.ts';
import { runCli } from './support/run-cli.ts';

const sweep = `
  task: ['1v1-normal-0.75', { id: 'gaussian', dimension: 2, mi: 1 }, './student.ts'],
  engine: 'wasm:simd', n: 4000, bound: './dv.ts', references: 'derange',
  protocol: { steps: 600, selectEvery: 200, patience: 3, selectionSize: 1000, selectionReferences: 1000, evaluationSize: 4000, evaluationReferences: 4000 },
`;
const more = [
  // A batch of 8 has a fixed point in every eighth place, and much information to lose by it: C_8 <= log 8.
  "{ ...sweep, task: { id: 'gaussian', dimension: 3, mi: 3 }, bound: 'js', batchSize: 8, n: 20_000, critic: { id: 'joint-mlp', hidden: [32, 32] }, optimizer: { id: 'adam', learningRate: 3e-3 }, protocol: { ...sweep.protocol, steps: 8000, selectEvery: 2000, patience: 4 } }",
  // An average that starts at zero hurts as long as it remembers its start: 1 / (1 - decay^k) is 1.6 at k = 100 and 1.01 at 500. Adam's second moments remember the first gradients longer.
  "{ ...sweep, task: { id: 'gaussian', dimension: 2, mi: 2 }, bound: './mine.ts', seeds: 12, critic: { id: 'joint-mlp', hidden: [32, 32] }, optimizer: 'adam', protocol: { ...sweep.protocol, steps: 500, selectEvery: 250 } }",
  "{ ...sweep, task: { id: 'gaussian', dimension: 2, mi: 3 }, bound: 'dv', seeds: 12, batchSize: 32, critic: { id: 'joint-mlp', hidden: [16, 16] }, optimizer: 'adam', protocol: { ...sweep.protocol, steps: 1500, selectEvery: 250, evaluationMode: 'replace' } }",
  // Sixty pairs can be learnt by heart; references are pairs of the part that is read, as with data of one's own. With little information what is learnt by heart stands out, where
  // with much it makes up for what the estimate misses.
  "{ procedure: sweep.procedure, task: { id: 'gaussian', dimension: 2, mi: 0.2 }, n: 60, baseline: './smile.ts', seeds: 12, protocol: { ...sweep.protocol, steps: 2000, selectEvery: 50, patience: 40, evaluationMode: 'replace' } }",
];
const change = (fields: string) =>
  gateExperiment({
    sweep,
    more,
    run: `return estimate.run({ ...cell, params: { ...cell.params, ${fields} } }, context);`,
  });

/** What is wrong, in files that take the place of clean ones, and the comparison that must tell of it. */
const faults: readonly [string, Readonly<Record<string, string>>, string, string, string][] = [
  [
    'a forgotten log',
    { 'dv.ts': dvBound(true) },
    'bound=my-dv,task=gaussian',
    'my-dv + joint-mlp',
    'gaussian:dimension=2,mi=1',
  ],
  [
    'fixed points in the permutation',
    { 'gate.ts': change(`references: { ...(cell.params.references as object), mode: 'shuffle' }`) },
    'bound=js',
    'js + joint-mlp',
    'gaussian:dimension=3,mi=3',
  ],
  [
    "a wrong scale in Student's t",
    { 'student.ts': studentTask('squared') },
    'task=my-student',
    'my-dv + joint-mlp',
    'my-student',
  ],
  [
    'a moving average that starts at zero',
    { 'mine.ts': mineBound(true) },
    'bound=my-mine',
    'my-mine + joint-mlp',
    'gaussian:dimension=2,mi=2',
  ],
  [
    'evaluation on training data',
    { 'smile.ts': smileEstimator(false) },
    'estimator.id=my-smile',
    'my-smile',
    'gaussian:dimension=2,mi=0.2',
  ],
  [
    'ten times the learning rate',
    {
      'gate.ts': change(
        `estimator: { ...(cell.params.estimator as object), optimizer: { ...(cell.params.estimator as any).optimizer, learningRate: 0.01 } }`,
      ),
    },
    'bound=dv',
    'dv + joint-mlp',
    'gaussian:dimension=2,mi=3',
  ],
];

describe('planted faults, from one clean baseline', () => {
  const folder = newFolder();
  const clean = {
    'gate.ts': gateExperiment({ sweep, more }),
    'dv.ts': dvBound(),
    'student.ts': studentTask(),
    'mine.ts': mineBound(),
    'smile.ts': smileEstimator(),
  };
  const check = (...flags: string[]) =>
    runCli(['check', 'gate.ts', '--baseline', 'base.json', '--no-speed', '--json', ...flags], folder);

  beforeAll(async () => {
    writeFiles(folder, clean);
    const { code, stderr } = await runCli(['baseline', 'gate.ts', '--out', 'base.json', '--no-speed'], folder);
    expect([code, stderr]).toEqual([0, expect.stringContaining('7 comparisons, 60 cells')]);
  }, 600_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(faults)('%s is caught by name of the estimator and the task', async (_, planted, only, estimator, task) => {
    writeFiles(folder, planted);
    const { code, stdout } = await check('--only', only);
    writeFiles(folder, clean);
    const { comparisons } = JSON.parse(stdout) as {
      comparisons: { measure: string; estimator: string; task: string | null; verdict: string }[];
    };
    const worse = comparisons.filter(({ verdict }) => verdict === 'worse');
    expect(code, JSON.stringify(comparisons, null, 1)).toBe(1);
    expect(worse).toContainEqual(expect.objectContaining({ measure: 'bias', estimator, task }));
  });

  it('none is left once the files are clean again', async () => {
    const { code, stdout } = await check();
    expect([code, JSON.parse(stdout).verdict]).toEqual([0, 'holds']);
  });
});
