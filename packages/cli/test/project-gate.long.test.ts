import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { newFolder } from './support/folders.ts';
import { hostCli } from './support/run-cli.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const store = newFolder();
const host = hostCli(root);
afterAll(() => {
  host.close();
  rmSync(store, { recursive: true, force: true });
});

it("the project's own accuracy gate: eight tasks, four bounds, two critics", async () => {
  const flags = ['--baseline', 'experiments/baselines/gate.json', '--store', store];
  const { code, stdout, stderr } = await host.run(['check', 'experiments/gate.ts', ...flags]);
  expect(code, stdout || stderr).toBe(0);
});
