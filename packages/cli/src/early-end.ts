import { InputError } from '@minebench/core';
import type { Command } from 'commander';

/** The operand that names a user's file, and what was given for it. */
function operandOf(program: Command): { readonly argument: string; readonly value?: string } {
  const command = program.commands.find(({ args }) => args.length > 0);
  return command ? { argument: command.registeredArguments[0].name(), value: command.args[0] } : { argument: 'FILE' };
}

/**
 * Hears of a process that ends before its command has, and tells why: an await in a user's file that never settles would end it in silence, and a call
 * of `process.exit` there with whatever code it likes.
 */
export function listenForEarlyEnd(program: Command, onEarlyEnd: (problem: InputError) => void): () => void {
  let [drained, threw] = [false, false];
  // Not told to a process that is made to exit.
  const onDrained = () => {
    drained = true;
  };
  const onThrow = () => {
    threw = true;
  };
  const onExit = (status: number) => {
    // Node itself has said what was thrown.
    if (threw) return;
    onEarlyEnd(
      new InputError(
        drained
          ? {
              ...operandOf(program),
              problem: 'never finishes loading: an await in it, or in a file that it names, does not settle',
              remedy: 'remove that await',
            }
          : {
              ...operandOf(program),
              problem: `ended the process by process.exit(${status}), itself or in a file that it names`,
              remedy: 'remove that call',
            },
      ),
    );
  };
  process.once('beforeExit', onDrained).once('uncaughtExceptionMonitor', onThrow).once('exit', onExit);
  return () => {
    process.off('beforeExit', onDrained).off('uncaughtExceptionMonitor', onThrow).off('exit', onExit);
  };
}
