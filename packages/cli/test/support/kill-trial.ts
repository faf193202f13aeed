import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createStream, keyFromSeed } from '@minebench/core';
import { expect } from 'vitest';
import { chainExperiment } from './experiments.ts';
import { answers, newFolder, snapshot, writeFiles } from './folders.ts';
import { type Running, runCli, startCli } from './run-cli.ts';

export interface KillTrial {
  /** Of the `chain` procedure; four cells train besides. */
  readonly seeds: number;
  readonly workers: number;
  readonly kills: number;
  readonly seed: number;
}

/** Events from the start of one run to its kill, at most: three cells' worth, far fewer than the sweep has for each kill. */
const STRIDE = 40;

const training = `{
  task: 'gaussian', rho: 0.6, n: 1000, batchSize: 64, bound: ['dv', 'mine'], seeds: 2, critic: { id: 'joint-mlp', hidden: [32, 32] },
  protocol: { steps: 4000, selectEvery: 100, selectionSize: 500, evaluationSize: 2000, evaluationReferences: 2000 },
}`;

/**
 * Kills one sweep with SIGKILL `kills` times, each at a random moment: some milliseconds after a random one of its events; now the command alone, whose
 * workers must see to their own end, now all its processes at once. Then lets it complete and compares with a sweep that nobody disturbed. What was
 * finished before a kill is never written again.
 */
export async function survivesKills({ seeds, workers, kills, seed }: KillTrial): Promise<void> {
  const folder = newFolder();
  try {
    writeFiles(folder, { 'sweep.ts': chainExperiment({ seeds, rounds: 5000 }, training) });
    const [calm, store] = [join(folder, 'calm'), join(folder, 'store')];
    const command = ['run', 'sweep.ts', '--json', '--workers', String(workers), '--checkpoint', '0.05', '--store'];
    expect((await runCli([...command, calm], folder)).code).toBe(0);
    const stream = createStream(keyFromSeed(seed));
    let finished: Record<string, string> = {};
    for (let kill = 1; kill <= kills; kill++) {
      const running = killedAt(1 + stream.integer(STRIDE), stream.integer(20), stream.integer(2) === 0);
      const { signal } = await running.ended;
      expect({ kill, signal }).toEqual({ kill, signal: 'SIGKILL' });
      const found = recordsOf(store);
      expect(found).toMatchObject(finished);
      finished = found;
    }
    expect(Object.keys(finished).length).toBeGreaterThan(0);
    const last = startCli([...command, store], folder);
    expect((await last.ended).code).toBe(0);
    expect(last.events[0]).toMatchObject({ done: Object.keys(finished).length });
    expect(recordsOf(store)).toMatchObject(finished);
    expect(Object.keys(answers(store))).toHaveLength(seeds + 4);
    expect(answers(store)).toEqual(answers(calm));
    // A file that was half written at a kill may be left there.
    expect(readdirSync(join(store, 'checkpoints')).filter((name) => !name.endsWith('.tmp'))).toEqual([]);

    function killedAt(events: number, milliseconds: number, all: boolean): Running {
      const running = startCli([...command, store], folder, process.env, true);
      let countdown = events;
      running.onEvent = () => {
        if (--countdown === 0)
          setTimeout(() => process.kill(all ? -running.child.pid! : running.child.pid!, 'SIGKILL'), milliseconds);
      };
      return running;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const recordsOf = (store: string): Record<string, string> => {
  while (existsSync(store)) {
    try {
      return Object.fromEntries(Object.entries(snapshot(store)).filter(([path]) => path.endsWith('.json')));
    } catch (error) {
      // Workers outlive their parent for a moment and rename the file that they are writing: look again.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return {};
};
