import { type ChildProcess, fork, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const bin = fileURLToPath(new URL('../../bin/minebench.js', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Events of `--json` so far. */
  readonly events: Record<string, unknown>[];
  /** Called at each event of `--json`. */
  onEvent: (event: Record<string, unknown>) => void;
}

/** Starts the command as a user does, without a terminal. Where `detached`, it leads a process group of its own. */
export function startCli(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
  detached = false,
): Running {
  // A command that never returns must not outlive its test.
  const child = spawn(process.execPath, [bin, ...args], {
    cwd,
    env,
    detached,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 110_000,
    killSignal: 'SIGKILL',
  });
  const events: Record<string, unknown>[] = [];
  let [stdout, stderr, line] = ['', '', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
    const lines = (line + chunk).split('\n');
    line = lines.pop()!;
    for (const text of lines.filter((candidate) => candidate.startsWith('{"event"'))) {
      events.push(JSON.parse(text));
      running.onEvent(events.at(-1)!);
    }
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr })),
  );
  const running: Running = { child, ended, events, onEvent: () => {} };
  return running;
}

export const runCli = (args: readonly string[], cwd: string, env?: NodeJS.ProcessEnv): Promise<Ended> =>
  startCli(args, cwd, env).ended;

const host = fileURLToPath(new URL('cli-host.js', import.meta.url));

export interface HostedCli {
  run(args: readonly string[]): Promise<Pick<Ended, 'code' | 'stdout' | 'stderr'>>;
  close(): void;
}

/**
 * One process for many command lines, run one after another in `cwd`: what takes a second to load is loaded once. Not for a command that is interrupted,
 * or that a user's file ends.
 */
export function hostCli(cwd: string): HostedCli {
  const child = fork(host, [], { cwd, execArgv: [] });
  const ended = new Promise<never>((_, reject) =>
    child.once('exit', (code, signal) => reject(new Error(`the host of command lines ended with ${code ?? signal}`))),
  );
  ended.catch(() => {});
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(args) {
      const answer = last.then(() => {
        const message = new Promise<Ended>((resolve) => child.once('message', (found) => resolve(found as Ended)));
        child.send(args);
        return Promise.race([message, ended]);
      });
      last = answer.catch(() => {});
      return answer;
    },
    close: () => child.disconnect(),
  };
}
