import { runChunk } from '@minebench/runner';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { listenForInterrupts } from '../interrupts.ts';
import { nonNegativeInteger } from '../numbers.ts';

/** `minebench slurm-task FOLDER INDEX`: the cells of one task of a job array. */
export async function slurmTask(folder: string, text: string): Promise<ExitCode> {
  const index = nonNegativeInteger('INDEX', text);
  const interrupts = listenForInterrupts();
  try {
    await runChunk(folder, index, interrupts.stop);
    return interrupts.exitCode ?? exitCodes.done;
  } finally {
    interrupts.release();
  }
}
