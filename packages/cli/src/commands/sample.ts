import { InputError, keyFromSeed } from '@minebench/core';
import { createTask, formatOf, sampleBlocks, writePairs } from '@minebench/runner';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { positiveInteger } from '../numbers.ts';
import { printJson, say } from '../output.ts';
import { parseTaskArgument } from '../task-argument.ts';
import { natsOf } from '../task-lines.ts';

export interface SampleFlags {
  readonly n: string;
  readonly seed: string;
  readonly out: string;
  readonly json?: boolean;
}

/** `minebench sample TASK --n N --seed S --out FILE`: draws of a task for any other tool. */
export async function sample(name: string, flags: SampleFlags): Promise<ExitCode> {
  const count = positiveInteger('--n', flags.n)!;
  const seed = seedOf(flags.seed);
  const format = formatOf(flags.out, '--out');
  const task = await createTask(parseTaskArgument(name), 'TASK');
  const { id, dimX, dimY, mi } = task;
  const meta = { task: id, mi: JSON.stringify(mi), seed: String(seed), rows: String(count) };
  const interrupted = new AbortController();
  const stop = () => interrupted.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    await writePairs(flags.out, sampleBlocks(task, count, keyFromSeed(seed)), {
      meta,
      argument: '--out',
      signal: interrupted.signal,
    });
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
    say('stopped; nothing was written');
    return exitCodes.interrupted;
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
  if (flags.json) printJson({ task: id, dimX, dimY, mi, rows: count, seed, file: flags.out, format });
  say(`${id}: I = ${natsOf(mi)} nats (${mi.method}); ${count} rows of ${dimX} + ${dimY} numbers in ${flags.out}`);
  return exitCodes.done;
}

/** @throws InputError unless the text is an integer of at least 0 */
function seedOf(text: string): number {
  const seed = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(seed)) return seed;
  throw new InputError({
    argument: '--seed',
    value: text,
    problem: 'is no seed',
    remedy: `give an integer from 0 to ${Number.MAX_SAFE_INTEGER}`,
  });
}
