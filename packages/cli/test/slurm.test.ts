import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chainExperiment } from './support/experiments.ts';
import { answers, newFolder, writeFiles } from './support/folders.ts';
import { startSlurm, whyNoSlurm } from './support/local-slurm.ts';
import { runCli } from './support/run-cli.ts';

const missing = await whyNoSlurm();

describe('minebench run --executor slurm', () => {
  it.skipIf(missing !== undefined)(
    `gives the bytes of the local executor${missing === undefined ? '' : ` (skipped: ${missing})`}`,
    async () => {
      const folder = newFolder();
      const slurm = await startSlurm();
      onTestFinished(async () => {
        await slurm.stop();
        rmSync(folder, { recursive: true, force: true });
      });
      writeFiles(folder, { 'chain.ts': chainExperiment({ seeds: 4, rounds: 2000 }) });
      const words = ['run', 'chain.ts', '--executor', 'slurm', '--chunk', '2', '--store', 'slurm'];
      const { code, stderr } = await runCli(words, folder, slurm.env);
      expect({ code, stderr }).toMatchObject({
        code: 0,
        stderr: expect.stringMatching(/^Slurm job \d+: 4 cells in 2 tasks$/m),
      });
      expect(stderr).toContain('4 completed');
      expect((await runCli(['run', 'chain.ts', '--store', 'local'], folder)).code).toBe(0);
      expect(Object.keys(answers(join(folder, 'slurm')))).toHaveLength(4);
      expect(answers(join(folder, 'slurm'))).toEqual(answers(join(folder, 'local')));
    },
  );

  it('is one line where there is no Slurm, and where an option is for Slurm alone', async () => {
    const folder = newFolder();
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFiles(folder, { 'chain.ts': chainExperiment({ seeds: 1 }) });
    const without = await runCli(['run', 'chain.ts', '--executor', 'slurm'], folder, { PATH: '' });
    expect(without).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--executor "slurm" cannot find sbatch; run it where Slurm is'),
    });
    const alone = await runCli(['run', 'chain.ts', '--chunk', '2'], folder);
    expect(alone).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^minebench: --chunk is for Slurm alone; .*\n$/),
    });
    const unknown = await runCli(['run', 'chain.ts', '--executor', 'slurp'], folder);
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean slurm?') });
  });
});
