import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chainExperiment } from './support/experiments.ts';
import { answers, newFolder, texts, writeFiles } from './support/folders.ts';
import { bin, runCli, startCli } from './support/run-cli.ts';

const CELLS = 24;
const command = (store: string): string[] => ['run', 'chain.ts', '--json', '--workers', '1', '--store', store];

const folder = newFolder();
const calm = join(folder, 'calm');
beforeAll(async () => {
  writeFiles(folder, { 'chain.ts': chainExperiment({ seeds: CELLS, rounds: 10_000 }) });
  expect((await runCli(command(calm), folder)).code).toBe(0);
  expect(Object.keys(answers(calm))).toHaveLength(CELLS);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const support = (file: string): string => fileURLToPath(new URL(`support/${file}`, import.meta.url));

/** How this user may mount a disk that only its own processes see; undefined where that is not allowed. */
const ownMounts = (): readonly string[] | undefined =>
  [['--mount'], ['--mount', '--map-root-user']].find(
    (flags) => spawnSync('unshare', [...flags, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0,
  );

describe('a sweep loses nothing that was finished, and gives the bytes of an undisturbed one,', () => {
  it('where its disk is full, then becomes read-only, then takes files again', async ({ skip }) => {
    const flags = ownMounts();
    if (!flags) return skip('a small disk needs unshare and mount, which this user or system does not have');
    const [out, disk] = ['out', 'disk'].map((name) => join(folder, name));
    for (const path of [out, disk]) mkdirSync(path);
    const store = join(disk, 'store');
    const script = ['bash', support('on-own-disk.sh'), out, disk, process.execPath, bin, ...command(store)];
    const child = spawn('unshare', [...flags, ...script], { cwd: folder, stdio: 'ignore' });
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);

    const code = (step: string): number => Number(readFileSync(join(out, `${step}.code`), 'utf8'));
    const said = (step: string): string => readFileSync(join(out, `${step}.err`), 'utf8');
    const records = (step: string): Record<string, string> => texts(join(out, step, 'store'));
    for (const [step, reason] of [
      ['full', 'ENOSPC'],
      ['read-only', 'EROFS'],
      ['unwritable', 'EROFS'],
    ]) {
      expect({ step, code: code(step), said: said(step) }).toEqual({
        step,
        code: 2,
        said: `minebench: store "${store}" cannot be written (${reason}); free space or permissions there and run the same command again, or name another folder with --store\n`,
      });
    }
    expect({ code: code('whole'), said: said('whole') }).toEqual({ code: 0, said: '' });
    const [full, readOnly, unwritable, whole] = ['full', 'read-only', 'unwritable', 'whole'].map(records);
    // Each with the bytes that it was written with, times and all: none was run again.
    expect(readOnly).toMatchObject(full);
    expect(unwritable).toEqual(readOnly);
    expect(whole).toMatchObject(readOnly);
    const counts = [0, full, readOnly, CELLS].map((found) =>
      typeof found === 'number' ? found : Object.keys(found).length,
    );
    for (const [index, count] of counts.slice(1).entries()) expect(count).toBeGreaterThan(counts[index]);
    expect(answers(join(out, 'whole', 'store'))).toEqual(answers(calm));
  });

  it('where the clock of the day jumps by years, and tells times left that are none the less possible', async () => {
    const store = join(folder, 'jumping');
    const env = {
      ...process.env,
      NODE_OPTIONS: `--import ${new URL('support/jumping-clock.js', import.meta.url).href}`,
    };
    const { ended, events } = startCli(command(store), folder, env);
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
    expect(answers(store)).toEqual(answers(calm));
    const records = Object.values(texts(store)).map((text) => JSON.parse(text));
    const years = records.map(({ provenance }) => new Date(provenance.startedAt).getFullYear());
    expect(Math.max(...years) - Math.min(...years)).toBeGreaterThan(5);
    // Work is measured by a clock that only goes forward.
    const seconds = [
      ...records.map(({ provenance }) => provenance.seconds),
      ...events.filter(({ event }) => event === 'progress').map(({ secondsLeft }) => secondsLeft ?? 0),
    ];
    for (const value of seconds) expect(value).toBeGreaterThanOrEqual(0);
    for (const value of seconds) expect(value).toBeLessThan(3600);
  });
});

describe('a folder that this user may not write to', () => {
  it('is refused in one line before anything runs', async ({ skip }) => {
    const store = join(folder, 'forbidden');
    mkdirSync(store);
    chmodSync(store, 0o555);
    const asRoot = process.getuid?.() === 0;
    // Root may write everywhere, unless it gives that up.
    const without = ['setpriv', '--bounding-set=-dac_override', '--inh-caps=-dac_override', '--'];
    if (asRoot && spawnSync(without[0], [...without.slice(1), 'true']).status !== 0)
      return skip('root writes everywhere, and there is no setpriv that takes this away');
    const [program, ...args] = [...(asRoot ? without : []), process.execPath, bin, ...command(store)];
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: `minebench: store "${store}" cannot be written (EACCES); free space or permissions there and run the same command again, or name another folder with --store\n`,
    });
  });
});
