import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@minebench/core';
import { runChunk } from '@minebench/runner';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { listenForInterrupts } from '../interrupts.ts';
import { nonNegativeInteger } from '../numbers.ts';

/** `minebench slurm-task FOLDER INDEX`: the cells of one task of a job array. */
export async function slurmTask(folder: string, text: string): Promise<ExitCode> {
  const index = nonNegativeInteger('INDEX', text);
  if (!existsSync(join(folder, 'setting.json')))
    throw new InputError({
      argument: 'FOLDER',
      value: folder,
      problem: 'is no folder of a job array',
      remedy: 'leave this command to minebench run --executor slurm',
    });
  const interrupts = listenForInterrupts();
  try {
    await runChunk(folder, index, interrupts.stop);
    return interrupts.exitCode ?? exitCodes.done;
  } finally {
    interrupts.release();
  }
}
