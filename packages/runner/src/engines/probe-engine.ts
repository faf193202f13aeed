import { forkModule, howItEnded, keepTail } from '../executors/worker-process.ts';

/** Whether an engine works on this machine, and why not. */
export interface EngineCheck {
  readonly id: string;
  readonly works: boolean;
  /** Why it does not work, in one line. */
  readonly reason?: string;
}

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
      resolve(answer ?? { id, works: false, reason: `its process ${howItEnded(code, signal, tail())}` });
    });
    child.send({ id }, () => {});
  });
}
