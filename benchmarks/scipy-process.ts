import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Pairs } from '@minebench/core';

/** A Python process that searches neighbours with scipy, one sample after another, so that its start is not timed. */
export interface Scipy {
  /** Makes a sample known to it. */
  give(pairs: Pairs): void;
  /** KSG's first estimate in nats on the sample it was given. */
  estimate(pairs: Pairs, k: number): Promise<number>;
  close(): void;
}

/** Undefined where there is no such Python, or it has no scipy. */
export async function startScipy(python: string): Promise<Scipy | undefined> {
  const script = fileURLToPath(new URL('./ksg-scipy.py', import.meta.url));
  // One thread: numpy's linear algebra is not used, but would start some.
  const child = spawn(python, [script], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  child.on('error', () => undefined);
  const first = await lines.next();
  if (first.done || first.value !== 'ready') return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'minebench-'));
  const file = join(folder, 'pairs');
  return {
    give({ x, y }) {
      const numbers = new Float64Array(x.length + y.length);
      numbers.set(x);
      numbers.set(y, x.length);
      writeFileSync(file, new Uint8Array(numbers.buffer));
    },
    async estimate({ count, dimX, dimY }, k) {
      child.stdin.write(`${file} ${count} ${dimX} ${dimY} ${k}\n`);
      const answer = await lines.next();
      if (answer.done) throw new Error('the Python process ended');
      return Number(answer.value);
    },
    close() {
      child.stdin.end();
      rmSync(folder, { recursive: true });
    },
  };
}
