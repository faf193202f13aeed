import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newFolder, snapshot, writeFiles } from './support/folders.ts';
import { hostCli } from './support/run-cli.ts';

const experiment = (id: string, figure: string, absolute: number, extra = '') => `
import { withinTolerance } from '@minebench/report';
import { defineExperiment } from '@minebench/runner';
const sweep = { task: 'gaussian', rho: [0, 0.5], n: 300, baseline: 'ksg', seeds: 2 };
export default defineExperiment({
  id: '${id}', title: 'Title of ${id}', question: 'How close is KSG?', ${figure}
  sweep, sizes: { quick: { ...sweep, rho: 0.5, seeds: 1 } },
  holds: [withinTolerance({ name: '${id} is close', reason: 'by chance', absolute: ${absolute}, relative: 0, standardErrors: 0 })${extra}],
});
`;

const folder = newFolder();
const cli = hostCli(folder);
const json = async (...args: readonly string[]) => {
  const { code, stdout, stderr } = await cli.run(['reproduce', '--json', '--workers', '1', ...args]);
  return { code, stderr, printed: JSON.parse(stdout) };
};
beforeAll(() => {
  writeFiles(folder, {
    'experiments/twelfth.ts': experiment('twelfth', "figure: '12',", 1),
    'experiments/second.ts': experiment('second', "figure: '2-3',", 1),
    'experiments/no-figure.ts': experiment('no-figure', '', 1),
    'experiments/helper.ts': 'export const three = 3;',
  });
});
afterAll(() => {
  cli.close();
  rmSync(folder, { recursive: true });
});

describe('minebench reproduce', () => {
  it('runs and reports the experiments that are figures, in their order, and draws a gallery of them', async () => {
    const { code, printed, stderr } = await json();
    expect(code).toBe(0);
    const claims = (name: string) => [{ name, verdict: 'holds', detail: expect.any(String) }];
    expect(printed).toEqual({
      experiments: [
        { id: 'second', claims: claims('second is close'), cells: 4, failed: 0 },
        { id: 'twelfth', claims: claims('twelfth is close'), cells: 4, failed: 0 },
      ],
      gallery: join(folder, 'reports/index.html'),
    });
    expect(stderr).toMatch(
      /figure 2-3: Title of second[\s\S]*holds +second is close: [\s\S]*figure 12: Title of twelfth/,
    );
    for (const id of ['second', 'twelfth']) expect(existsSync(join(folder, 'reports', id, 'index.html'))).toBe(true);
    expect(existsSync(join(folder, 'reports/no-figure'))).toBe(false);
    expect(readFileSync(printed.gallery, 'utf8')).toContain('✓ holds: 2');
  });

  it('again computes nothing and gives the same bytes', async () => {
    const contents = () => {
      const bytes = (path: string) => readFileSync(path, 'latin1');
      return Object.keys(snapshot(join(folder, 'reports'))).map((path) => [path, bytes(path)]);
    };
    const [records, reports] = [snapshot(join(folder, 'runs')), contents()];
    expect((await json()).stderr).toContain('second: all 4 cells done already');
    expect(snapshot(join(folder, 'runs'))).toEqual(records);
    expect(contents()).toEqual(reports);
  });

  it('--quick runs the reduced sizes in the same store and leaves the reference reports alone', async () => {
    const before = snapshot(join(folder, 'reports'));
    const { printed, stderr } = await json('--quick', '--only', 'second');
    expect(printed.experiments).toMatchObject([{ id: 'second', cells: 1 }]);
    // Its cell is one of the reference size's.
    expect(stderr).toContain('second: all 1 cell done already');
    expect(printed.gallery).toBe(join(folder, 'reports/quick/index.html'));
    expect(readFileSync(printed.gallery, 'utf8')).toContain('There is no report of it yet');
    expect(snapshot(join(folder, 'reports'))).toMatchObject(before);
    const summary = readFileSync(join(folder, 'reports/quick/second/summary.md'), 'utf8');
    expect(summary).toContain('rho: 0.5 instead of 0, 0.5');
    expect(summary).toContain('minebench run experiments/second.ts --size quick &amp;&amp; minebench report');
  });

  it('goes on where one cannot be run, and ends with 3; a claim that fails ends with 1', async () => {
    writeFiles(folder, {
      'experiments/first.ts': experiment(
        'first',
        "figure: '1',",
        1,
        ', { name: "bad", reason: "", check() { throw new Error("boom"); } }',
      ),
      'experiments/torn.ts': 'export default 3 +;',
      'experiments/wrong.ts': experiment('wrong', "figure: '4',", 1e-9),
    });
    const { code, printed } = await json();
    expect(code).toBe(3);
    expect(printed.experiments.map(({ id, problem }: Record<string, string>) => [id, problem])).toEqual([
      ['first', 'boom'],
      ['second', undefined],
      ['wrong', undefined],
      ['twelfth', undefined],
      ['torn.ts', expect.stringContaining('cannot be read')],
    ]);
    expect(readFileSync(printed.gallery, 'utf8')).toContain('It could not be reproduced: boom');
    const failing = await json('--only', 'wrong', '--only', 'second');
    expect(failing.code).toBe(1);
    expect(readFileSync(failing.printed.gallery, 'utf8')).toContain('✗ fails: 1');
  });

  it.each([
    [['--only', 'secnd'], '--only "secnd" is no experiment of a figure; did you mean second?'],
    [['--quick', '--full'], '--quick and --full are two sizes'],
    [['--workers', 'many'], '--workers "many" is no positive integer'],
  ])('refuses %j in one line', async (args, message) => {
    const { code, stderr } = await cli.run(['reproduce', ...args]);
    expect({ code, lines: stderr.trim().split('\n') }).toEqual({ code: 2, lines: [expect.stringContaining(message)] });
  });
});
