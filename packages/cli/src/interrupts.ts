import { type ExitCode, exitCodes } from './exit-codes.ts';
import { say } from './output.ts';

export interface Interrupts {
  /** The first Ctrl-C: finish what runs. */
  readonly finish: AbortSignal;
  /** The second, or SIGTERM: stop now. */
  readonly stop: AbortSignal;
  /** The code that the signals so far ask for. */
  readonly exitCode: ExitCode | undefined;
  /** Gives the signals back their usual meaning. */
  release(): void;
}

/** Listens to Ctrl-C and SIGTERM. */
export function listenForInterrupts(): Interrupts {
  const finish = new AbortController();
  const stop = new AbortController();
  let exitCode: ExitCode | undefined;
  const onInterrupt = () => {
    exitCode = exitCodes.interrupted;
    if (finish.signal.aborted) {
      stop.abort();
      return;
    }
    say('\nfinishing the cells that run; Ctrl-C again stops now');
    finish.abort();
  };
  const onTerminate = () => {
    exitCode = exitCodes.terminated;
    finish.abort();
    stop.abort();
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  return {
    finish: finish.signal,
    stop: stop.signal,
    get exitCode() {
      return exitCode;
    },
    release() {
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onTerminate);
    },
  };
}
