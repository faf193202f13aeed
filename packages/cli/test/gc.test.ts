import { existsSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chainExperiment } from './support/experiments.ts';
import { answers, newFolder, snapshot, writeFiles } from './support/folders.ts';
import { type HostedCli, hostCli } from './support/run-cli.ts';

let folder: string;
let cli: HostedCli;
beforeAll(() => {
  folder = newFolder();
  writeFiles(folder, {
    'small.ts': chainExperiment({ seeds: 2 }),
    'large.ts': chainExperiment({ seeds: 2, rounds: 20 }),
  });
  cli = hostCli(folder);
});
afterAll(() => {
  cli.close();
  rmSync(folder, { recursive: true, force: true });
});

it('minebench gc lists what no experiment names, removes it when told to, and nothing else', async () => {
  const store = join(folder, 'shared');
  const withStore = (...args: string[]) => cli.run([...args, '--store', 'shared']);
  for (const file of ['small.ts', 'large.ts']) expect((await withStore('run', file)).code).toBe(0);
  expect(Object.keys(answers(store))).toHaveLength(4);

  // Both together name everything.
  expect(await withStore('gc', 'small.ts', 'large.ts', '--yes')).toMatchObject({ code: 0, stdout: '' });
  const before = snapshot(store);
  const listed = await withStore('gc', 'small.ts');
  expect(listed.stdout.trim().split('\n')).toHaveLength(2);
  expect(listed.stdout).toMatch(/^[0-9a-f]{64} {2}chain on host, \d+ bytes, no cell of the experiment$/m);
  expect(listed.stderr).toContain('--yes removes them for good');
  expect(snapshot(store)).toEqual(before);

  // What cannot be read is nobody's to remove.
  const strange = join(store, 'ab', `${'ab'.repeat(32)}.json`);
  writeFiles(store, { [`ab/${'ab'.repeat(32)}.json`]: '{' });
  // A sign of another host that was touched just now: a run is at work.
  const sign = { run: 'r', host: 'elsewhere', process: 1, workers: 1, running: [] };
  writeFiles(store, { 'live/r.sign': JSON.stringify(sign) });
  expect(await withStore('gc', 'small.ts', '--yes')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('has a run at work (process 1 on elsewhere); wait until it has ended'),
  });
  rmSync(join(store, 'live/r.sign'));
  const removed = await withStore('gc', 'small.ts', '--yes');
  expect(removed).toMatchObject({
    code: 0,
    stdout: listed.stdout,
    stderr: expect.stringMatching(/^2 records, .* removed$/m),
  });
  expect(existsSync(strange)).toBe(true);
  rmSync(strange);
  expect((await withStore('run', 'small.ts')).stderr).toContain('all 2 cells done already');
  expect((await withStore('run', 'large.ts')).stderr).toContain('2 of 2 cells to run');
});

it('minebench gc knows records of older sources, and takes no two folders at once', async () => {
  writeFileSync(join(folder, 'old.ts'), chainExperiment({ seeds: 1 }));
  expect((await cli.run(['run', 'old.ts', '--store', 'old'])).code).toBe(0);
  writeFileSync(join(folder, 'new.ts'), `// other sources\n${chainExperiment({ seeds: 1 })}`);
  const { stdout } = await cli.run(['gc', 'new.ts', '--store', 'old', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ removed: false, records: [{ procedure: 'chain', stale: true }] });
  writeFileSync(
    join(folder, 'other.ts'),
    chainExperiment({ seeds: 1 }).replace("id: 'chain', title", "id: 'other', title"),
  );
  expect(await cli.run(['gc', 'old.ts', 'other.ts'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('keep their records in different folders'),
  });
});

it('minebench gc finds half-written files that are old, and Slurm jobs whose cells all have a record, and no others', async () => {
  const store = join(folder, 'left');
  expect((await cli.run(['run', 'small.ts', '--store', 'left'])).code).toBe(0);
  const names = Object.keys(answers(store)).map((path) => path.slice(-69, -5));
  const chunk = (cells: readonly string[]) => cells.map((name) => `${JSON.stringify({ name })}\n`).join('');
  const shard = names[0].slice(0, 2);
  writeFiles(store, {
    [`${shard}/${names[0]}.json.1.tmp`]: '{"cell',
    [`${shard}/${names[0]}.json.2.tmp`]: 'of a run on a host whose sign has not come yet',
    'slurm/0123456789ab/chunk-0.jsonl': chunk(names),
    'slurm/0123456789ab/log-0.txt': 'done',
    'slurm/ba9876543210/chunk-0.jsonl': chunk(names),
    'slurm/ba9876543210/chunk-1.jsonl': chunk(['cd'.repeat(32)]),
  });
  const yesterday = Date.now() / 1000 - 86_400;
  utimesSync(join(store, shard, `${names[0]}.json.1.tmp`), yesterday, yesterday);
  const { stdout } = await cli.run(['gc', 'small.ts', '--store', 'left', '--yes', '--json']);
  const gone = [`${shard}/${names[0]}.json.1.tmp`, 'slurm/0123456789ab'];
  expect(JSON.parse(stdout)).toMatchObject({ removed: true, records: [], leftovers: gone.map((path) => ({ path })) });
  for (const path of gone) expect(existsSync(join(store, path)), path).toBe(false);
  for (const path of [`${shard}/${names[0]}.json.2.tmp`, 'slurm/ba9876543210/chunk-1.jsonl'])
    expect(existsSync(join(store, path)), path).toBe(true);
  expect(Object.keys(answers(store))).toHaveLength(names.length);
});

it('minebench gc leaves records of every size of an experiment, for good', async () => {
  const chain = chainExperiment({ seeds: 1 });
  const sized = chain.replace('sweep: [', 'sizes: { full: { procedure: chain, seeds: 3, rounds: 7 } }, sweep: [');
  writeFiles(folder, { 'sized.ts': sized });
  for (const size of ['reference', 'full'])
    expect((await cli.run(['run', 'sized.ts', '--store', 'sized', '--size', size])).code).toBe(0);
  const before = answers(join(folder, 'sized'));
  expect(Object.keys(before)).toHaveLength(4);
  expect((await cli.run(['gc', 'sized.ts', '--store', 'sized', '--yes'])).code).toBe(0);
  expect(answers(join(folder, 'sized'))).toEqual(before);
});
