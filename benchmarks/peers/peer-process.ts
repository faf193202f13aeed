import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/**
 * A process that lives through a benchmark and does a chunk of work on request, so that repeats interleave, its start is not timed, and what breaks in
 * native code breaks there.
 */
export interface Peer {
  /** What it says of itself: library and version, device. */
  readonly hello: Readonly<Record<string, string>>;
  /** @throws Error with the peer's own message where it could not do it, or ended */
  ask<Answer extends object>(request: { readonly do: string } & Readonly<Record<string, unknown>>): Promise<Answer>;
  close(): Promise<void>;
}

export interface PeerCommand {
  /** `python`, or a module of ours for this very Node. */
  readonly python?: string;
  /** File in this folder. */
  readonly script: string;
  readonly args: readonly string[];
  readonly threads: number;
}

/** Limits that OpenMP, MKL and OpenBLAS read when they start; XLA's the scripts set themselves. */
function environment(threads: number): NodeJS.ProcessEnv {
  // An OpenBLAS that is held to another processor's kernel would be an unfair peer.
  const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...rest } = process.env;
  const count = String(threads);
  return { ...rest, OMP_NUM_THREADS: count, MKL_NUM_THREADS: count, OPENBLAS_NUM_THREADS: count };
}

/** Starts a peer and waits for its hello; its reason where it could not start. */
export async function startPeer({
  python,
  script,
  args,
  threads,
}: PeerCommand): Promise<Peer | { readonly absent: string }> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const [program, own] = python ? [python, ['-u']] : [process.execPath, process.execArgv];
  const child = spawn(program, [...own, path, ...args], { env: environment(threads) });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-4000);
  });
  const ended = new Promise<string>((resolve) => {
    child.on('error', ({ message }) => resolve(message));
    child.on('close', (code, signal) => resolve(lastLine(complaint) || `it ended with ${signal ?? `code ${code}`}`));
  });
  // A peer that has ended is told by its output, which ends too.
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = await lines.next();
  if (first.done) return { absent: await ended };
  return {
    hello: JSON.parse(first.value),
    async ask<Answer extends object>(request: object) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const line = await lines.next();
      if (line.done) throw new Error(await ended);
      const answer = JSON.parse(line.value) as Answer & { error?: string };
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer;
    },
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
