import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { fromSources } from '../code/own-sources.ts';

/** Starts one of the runner's own modules in a process of its own that speaks over IPC. From sources it goes through tsx, as its parent does. */
export function forkModule(fileStem: string, from: string): ChildProcess {
  const file = fileURLToPath(new URL(`${fileStem}.${fromSources ? 'ts' : 'js'}`, from));
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return fork(file, [], {
    execArgv: fromSources ? ['--conditions=@minebench/source', '--import', tsx] : [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'json',
  });
}

/** The last lines that a process wrote to stderr: what a native crash says on its way out. */
export function keepTail(child: ChildProcess, length = 4000): () => string {
  let tail = '';
  child.stdout?.resume();
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-length);
  });
  return () => tail;
}

/** Calls back once when a process has ended and what it wrote has been read. What it started may outlive it and hold its streams open: they are waited for no longer than `graceMs`. */
export function onceEnded(
  child: ChildProcess,
  listener: (code: number | null, signal: NodeJS.Signals | null) => void,
  graceMs = 1000,
): void {
  child.once('close', listener);
  child.once('exit', () => {
    const timer = setTimeout(() => {
      child.stdout?.destroy();
      child.stderr?.destroy();
    }, graceMs);
    child.once('close', () => clearTimeout(timer));
  });
}

/** How a process ended, in words. */
export function howItEnded(code: number | null, signal: NodeJS.Signals | null, tail: string): string {
  if (/heap out of memory/.test(tail)) return 'ran out of memory (JavaScript heap)';
  if (/bad_alloc|Cannot allocate memory/.test(tail)) return 'ran out of memory';
  // What Linux does to a process where the machine has no memory left; nobody else sends it to a worker without being heard of.
  if (signal === 'SIGKILL') return 'was ended by SIGKILL, as the system does where memory runs out';
  if (signal !== null) return `was ended by ${signal}`;
  // What Node says of an error that nobody caught, above its stack.
  const thrown = /^(?:Uncaught )?(\w*Error\b.*)$/m.exec(tail)?.[1];
  return thrown === undefined ? `ended with exit code ${code}` : `ended with exit code ${code} (${thrown})`;
}
