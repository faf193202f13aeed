import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { chainExperiment, estimateExperiment } from './support/experiments.ts';
import { answers, newFolder, writeFiles } from './support/folders.ts';
import { type LocalSlurm, startSlurm, until, whyNoSlurm } from './support/local-slurm.ts';
import { runCli, startCli } from './support/run-cli.ts';

const missing = await whyNoSlurm();

const sweep = `{
  task: 'gaussian', rho: [0, 0.5, 0.8], n: 500, batchSize: 64, bound: ['dv', 'mine'], critic: { id: 'joint-mlp', hidden: [16] }, dataSeed: [0, 1, 2, 3],
  protocol: { steps: 400, selectEvery: 100, selectionSize: 300, evaluationSize: 1000, evaluationReferences: 1000 },
}`;

describe.skipIf(missing !== undefined)(
  `a sweep on a real Slurm${missing === undefined ? '' : ` (skipped: ${missing})`}`,
  () => {
    let slurm: LocalSlurm;
    beforeAll(async () => {
      slurm = await startSlurm();
    });
    afterAll(() => slurm?.stop());

    function folderWith(files: Readonly<Record<string, string>>): string {
      const folder = newFolder();
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      writeFiles(folder, files);
      return folder;
    }

    it('of 24 estimates completes, with the bytes of the local executor, and its report follows by itself', async () => {
      const folder = folderWith({ 'estimates.ts': estimateExperiment(sweep) });
      const { code, stderr } = await runCli(
        [
          'run',
          'estimates.ts',
          '--executor',
          'slurm',
          '--chunk',
          '4',
          '--store',
          'slurm',
          '--then-report',
          '--sbatch=--time=10',
        ],
        folder,
        slurm.env,
      );
      expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('24 completed') });
      expect((await runCli(['run', 'estimates.ts', '--store', 'local'], folder)).code).toBe(0);
      expect(Object.keys(answers(join(folder, 'slurm')))).toHaveLength(24);
      expect(answers(join(folder, 'slurm'))).toEqual(answers(join(folder, 'local')));
      expect(await until(async () => existsSync(join(folder, 'reports/estimates/index.html')), 600)).toBe(true);
    });

    it('whose task is killed in mid run is made up for', async () => {
      const folder = folderWith({ 'chain.ts': chainExperiment({ seeds: 8, rounds: 200_000 }) });
      const running = startCli(['run', 'chain.ts', '--json', '--executor', 'slurm', '--chunk', '4'], folder, slurm.env);
      // The first sign of work: a cell has begun in each task that runs.
      running.onEvent = ({ event }) => {
        if (event !== 'cell-start') return;
        running.onEvent = () => {};
        void slurm
          .command('squeue', '--me', '-h', '-r', '-t', 'R', '-o', '%i')
          .then((ids) => slurm.command('scancel', '--signal=KILL', '--full', ids.trim().split('\n')[0]));
      };
      expect((await running.ended).code).toBe(0);
      const notes = running.events.filter(({ event }) => event === 'note').map(({ text }) => String(text));
      expect(
        notes.some((note) => /^Slurm task \d+_\d has ended with \d of its cells left/.test(note)),
        notes.join('\n'),
      ).toBe(true);
      expect(running.events.at(-1)).toMatchObject({ event: 'done', completed: 8, failed: 0, left: 0 });
      expect((await runCli(['run', 'chain.ts', '--store', 'local'], folder)).code).toBe(0);
      expect(answers(join(folder, 'runs/chain'))).toEqual(answers(join(folder, 'local')));
    });

    it('goes on when its driver is killed; the same command waits for the tasks, and runs no cell twice', async () => {
      // No cell ends before the second driver has found the tasks.
      const chain = chainExperiment({ seeds: 8 }).replace(
        'let hash',
        "while (!existsSync(new URL('go', import.meta.url))) await new Promise((resolve) => setTimeout(resolve, 100));\n    let hash",
      );
      const folder = folderWith({ 'chain.ts': `import { existsSync } from 'node:fs';\n${chain}` });
      const words = ['run', 'chain.ts', '--json', '--executor', 'slurm', '--chunk', '2'];
      const killed = startCli(words, folder, slurm.env);
      killed.onEvent = ({ event }) => event === 'cell-start' && killed.child.kill('SIGKILL');
      expect((await killed.ended).signal).toBe('SIGKILL');
      const again = startCli(words, folder, slurm.env);
      again.onEvent = ({ event }) => event === 'note' && writeFileSync(join(folder, 'go'), '');
      expect((await again.ended).code).toBe(0);
      const notes = again.events.filter(({ event }) => event === 'note').map(({ text }) => String(text));
      expect(notes).toEqual([expect.stringMatching(/^Slurm has .* of this sweep already$/)]);
      expect(Object.keys(answers(join(folder, 'runs/chain')))).toHaveLength(8);
    });

    it('ends at once on SIGTERM, and takes its tasks with it', async () => {
      const folder = folderWith({ 'chain.ts': chainExperiment({ seeds: 4, rounds: 1e10 }) });
      const running = startCli(['run', 'chain.ts', '--json', '--executor', 'slurm'], folder, slurm.env);
      running.onEvent = ({ event }) => event === 'cell-start' && running.child.kill('SIGTERM');
      const { code, stderr } = await running.ended;
      expect({ code, stderr }).toMatchObject({ code: 143, stderr: expect.stringContaining('4 of 4 cells left') });
      expect(await until(async () => (await slurm.command('squeue', '-h')).trim() === '', 300)).toBe(true);
    });

    it('can be left alone: --detach submits and returns, status tells of the tasks, a failed cell has its reason', async () => {
      const folder = folderWith({ 'chain.ts': chainExperiment({ seeds: 4, rounds: 50_000, throwing: [2] }) });
      const words = ['run', 'chain.ts', '--executor', 'slurm', '--chunk', '1'];
      const detached = await runCli([...words, '--detach'], folder, slurm.env);
      expect(detached).toMatchObject({ code: 0, stderr: expect.stringContaining("4 cells are Slurm's now") });
      const { code, stderr } = await runCli(words, folder, slurm.env);
      expect(code).toBe(3);
      expect(stderr).toContain('seed 2 does not please');
      const { stdout } = await runCli(['status', 'chain.ts', '--json'], folder);
      expect(JSON.parse(stdout)).toMatchObject({ completed: 3, failed: 1, left: 0, runs: 0 });
    });
  },
);
