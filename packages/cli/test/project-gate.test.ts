import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { newFolder } from './support/folders.ts';
import { hostCli } from './support/run-cli.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

// The whole of it is in the long suite. What was meant to change the numbers comes with a baseline made anew, for the review to see.
describe("the project's own accuracy gate, two of its eight tasks", () => {
  const store = newFolder();
  const host = hostCli(root);
  afterAll(() => {
    host.close();
    rmSync(store, { recursive: true, force: true });
  });

  it.each(['1v1-normal-0.75', 'multinormal-sparse-3-3-2-2.0'])(
    'on %s no estimator is less accurate than its baseline says',
    async (task) => {
      const flags = ['--baseline', 'experiments/baselines/gate.json', '--no-speed', '--workers', '1', '--store', store];
      const { code, stdout, stderr } = await host.run([
        'check',
        'experiments/gate.ts',
        ...flags,
        '--only',
        `task=${task}`,
      ]);
      expect(code, stdout || stderr).toBe(0);
      // Eight estimators: a bias each, and three measures over their tasks.
      const verdicts = /^0 worse, (\d+) unresolved, (\d+) not worse, (\d+) identical$/m
        .exec(stdout)!
        .slice(1)
        .map(Number);
      expect(verdicts.reduce((sum, count) => sum + count, 0)).toBe(32);
    },
  );
});
