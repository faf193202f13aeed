import { existsSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newFolder, snapshot, writeFiles } from './support/folders.ts';
import { hostCli } from './support/run-cli.ts';

const experiment = (seeds: number) => `
import { miAgainstRho, withinTolerance } from '@minebench/report';
import { defineExperiment } from '@minebench/runner';
export default defineExperiment({
  id: 'classical', title: 'Classical', question: 'How close is KSG?',
  sweep: { task: 'gaussian', rho: [0, 0.5, 0.9], n: 1000, baseline: 'ksg', seeds: ${seeds} },
  figures: [miAgainstRho({ id: 'against-rho' })],
  holds: [
    withinTolerance({ name: 'it is close', reason: 'one dimension', absolute: 0.1, relative: 0.1 }),
    withinTolerance({ name: 'it is exact', reason: 'nothing is', absolute: 1e-9, relative: 0, standardErrors: 0 }),
  ],
});
`;

const folder = newFolder();
const cli = hostCli(folder);
beforeAll(async () => {
  writeFiles(folder, { 'classical.ts': experiment(2) });
  expect((await cli.run(['run', 'classical.ts'])).code).toBe(0);
});
afterAll(() => {
  cli.close();
  rmSync(folder, { recursive: true });
});

describe('minebench report', () => {
  it('draws the figures and says which claims hold; one that fails is shown, not an error', async () => {
    const { code, stdout, stderr } = await cli.run(['report', 'classical.ts']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/^holds +it is close: /m);
    expect(stderr).toMatch(/^fails +it is exact: /m);
    const page = join(folder, 'reports/classical/index.html');
    expect(stderr).toContain(`report: ${page}\n`);
    expect(readFileSync(page, 'utf8')).toContain('How close is KSG?');
    expect(existsSync(join(folder, 'reports/classical/against-rho.svg'))).toBe(true);
  });

  it('with --json prints claims and counts, and leaves the records alone', async () => {
    const before = snapshot(join(folder, 'runs'));
    const { code, stdout, stderr } = await cli.run(['report', 'classical.ts', '--json', '--out', 'elsewhere']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      experiments: [
        {
          id: 'classical',
          claims: [
            { name: 'it is close', verdict: 'holds', detail: expect.any(String) },
            { name: 'it is exact', verdict: 'fails', detail: expect.any(String) },
          ],
          cells: 6,
          failed: 0,
        },
      ],
    });
    expect(existsSync(join(folder, 'elsewhere/index.html'))).toBe(true);
    expect(snapshot(join(folder, 'runs'))).toEqual(before);
  });

  it('names the damaged record of a store that has no other', async () => {
    const torn = experiment(1).replace('[0, 0.5, 0.9]', '0.5').replace("'classical'", "'torn'");
    writeFiles(folder, { 'torn.ts': torn });
    expect((await cli.run(['run', 'torn.ts'])).code).toBe(0);
    const store = join(folder, 'runs/torn');
    const [path] = Object.keys(snapshot(store));
    truncateSync(path, 100);
    const { code, stderr } = await cli.run(['report', 'torn.ts']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `minebench: store "${store}" has no record of this experiment's cell; ${path} cannot be used: it is no whole JSON text; minebench run torn.ts\n`,
    });
  });

  it('takes the paths of the file, the store and the folder for text', async () => {
    const hostile = `a</script><script>alert(1)<svg onload=alert(2)>' + warn("x") \u001b[2J.ts`;
    const [store, out] = ['store', 'out'].map((name) => `${name} <img src=x onerror=alert(3)>`);
    writeFiles(folder, { [hostile]: experiment(1) });
    expect((await cli.run(['run', hostile, '--store', store])).code).toBe(0);
    const { code, stderr } = await cli.run(['report', hostile, '--store', store, '--out', out]);
    expect(code).toBe(0);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there
    expect(stderr).not.toMatch(/\u001b/);
    const page = readFileSync(join(folder, out, 'index.html'), 'utf8').replace(/<script[\s\S]*?<\/script>/g, '');
    expect(page).toContain('&lt;svg onload=alert(2)&gt;');
    for (const tag of ['<svg', '<img src=x', 'alert(1)<']) expect(page).not.toContain(tag);
    expect(readFileSync(join(folder, out, 'summary.md'), 'utf8')).not.toMatch(/<script|<svg|<img/);
  });

  it('says how many cells have no record yet', async () => {
    writeFiles(folder, { 'more.ts': experiment(3) });
    const { code, stderr } = await cli.run(['report', 'more.ts', '--out', 'partial']);
    expect(code).toBe(0);
    expect(stderr).toContain('3 cells have no record yet');
  });
});
