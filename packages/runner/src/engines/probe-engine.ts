import { engines } from '@minebench/engine';
import { forkModule, howItEnded, keepTail } from '../executors/worker-process.ts';

/** Whether an engine works on this machine, and why not. */
export interface EngineCheck {
  readonly id: string;
  readonly works: boolean;
  /** Name of the device that it computes on, where it works. */
  readonly device?: string;
  /** Measured rate of matrix products of 256 x 256, 10^9 floating-point operations a second, where it works. */
  readonly gflops?: number;
  /** Why it does not work, and the command that would mend it, in one line. */
  readonly reason?: string;
}

/** What to do about an engine that took its process with it. */
const remedyOf = (id: string): string => engines.create(id).remedy ?? 'npm ci';

/** Compiles and runs a step on an engine, in a process of its own because a broken runtime may take its process with it. */
export function probeEngine(id: string, timeoutSeconds = 60): Promise<EngineCheck> {
  const child = forkModule('./probe-worker', import.meta.url);
  const tail = keepTail(child);
  return new Promise((resolve) => {
    let answer: EngineCheck | undefined;
    const timer = setTimeout(() => {
      answer ??= { id, works: false, reason: `it did not answer within ${timeoutSeconds} s` };
      child.kill('SIGKILL');
    }, timeoutSeconds * 1000);
    child.on('message', (message: EngineCheck) => {
      answer ??= message;
      child.send('leave', () => {});
    });
    child.on('error', (error) => {
      answer ??= { id, works: false, reason: error.message };
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve(
        answer ?? { id, works: false, reason: `its process ${howItEnded(code, signal, tail())}; ${remedyOf(id)}` },
      );
    });
    child.send({ id }, () => {});
  });
}
