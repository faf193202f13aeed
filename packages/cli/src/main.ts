import { InputError } from '@minebench/core';
import { CommanderError } from 'commander';
import { listenForEarlyEnd } from './early-end.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { say, tolerateClosedPipes } from './output.ts';
import { createProgram } from './program.ts';

const oneLine = (text: string): string => text.trim().replace(/\s*\n\s*/g, ' ');

/** An error as the exit code and the line it stands for. A fault of ours keeps its stack. */
function explain(error: unknown): ExitCode {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCodes.done;
    say(`minebench: ${oneLine(error.message.replace(/^error: /, '')).replace(/\.$/, '')}; see minebench --help`);
    return exitCodes.badInput;
  }
  if (error instanceof InputError) {
    say(`minebench: ${error.message}`);
    return exitCodes.badInput;
  }
  say(`minebench: internal error, please report it: ${error instanceof Error ? error.stack : String(error)}`);
  return exitCodes.internal;
}

/** Runs a command line, up to the code that its process shall end with. */
export async function execute(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode | undefined;
  const program = createProgram((ended) => {
    code = ended;
  });
  const release = listenForEarlyEnd(program, (problem) => {
    process.exitCode = explain(problem);
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code ?? exitCodes.done;
  } catch (error) {
    return explain(error);
  } finally {
    release();
  }
}

/** Runs a command line and ends the process with its code. The only place that does. */
export function main(args: readonly string[]): void {
  tolerateClosedPipes();
  execute(args).then((code) => {
    process.exitCode = code;
  });
}
