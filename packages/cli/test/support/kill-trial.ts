import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createStream, keyFromSeed } from '@minebench/core';
import { expect } from 'vitest';
import { answers, newFolder, snapshot, writeFiles } from './folders.ts';
import { runCli, startCli } from './run-cli.ts';

export interface KillTrial {
  readonly file: string;
  readonly files: Readonly<Record<string, string>>;
  readonly cells: number;
  readonly kills: number;
  readonly seed: number;
}

/**
 * Kills a sweep with SIGKILL `kills` times, each at a random one of its events, until it has been killed often enough; lets it complete; and compares
 * with a sweep that nobody disturbed. What was finished before a kill is not written again after it.
 */
export async function survivesKills({ file, files, cells, kills, seed }: KillTrial): Promise<void> {
  const folder = newFolder();
  try {
    writeFiles(folder, files);
    const calm = join(folder, 'calm');
    const undisturbed = startCli(['run', file, '--json', '--workers', '2', '--store', calm], folder);
    expect((await undisturbed.ended).code).toBe(0);
    const stream = createStream(keyFromSeed(seed));
    for (let remaining = kills, number = 0; remaining > 0; number++) {
      const store = join(folder, `store-${number}`);
      remaining -= await killedSweep(store, remaining);
      expect((await runCli(['run', file, '--store', store], folder)).code).toBe(0);
      expect(Object.keys(answers(store))).toHaveLength(cells);
      expect(answers(store)).toEqual(answers(calm));
    }

    /** Runs one store up to completion or the last kill; returns how many kills it took. */
    async function killedSweep(store: string, most: number): Promise<number> {
      let finished: Record<string, string> = {};
      for (let kill = 1; kill <= most; kill++) {
        const running = startCli(['run', file, '--json', '--workers', '2', '--store', store], folder);
        // Up to a quarter of the events of an undisturbed run, so that a sweep takes several kills.
        let countdown = 1 + stream.integer(Math.max(1, Math.floor(undisturbed.events.length / 4)));
        running.onEvent = () => {
          if (--countdown === 0) running.child.kill('SIGKILL');
        };
        const { signal } = await running.ended;
        const found = recordsOf(store);
        expect(found).toMatchObject(finished);
        finished = found;
        if (signal !== 'SIGKILL') return kill - 1;
      }
      return most;
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
