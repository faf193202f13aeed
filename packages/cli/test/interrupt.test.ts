import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chainExperiment } from './support/experiments.ts';
import { answers, newFolder, snapshot, writeFiles } from './support/folders.ts';
import { type Running, runCli, startCli } from './support/run-cli.ts';

function setting(rounds: number) {
  const folder = newFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFiles(folder, { 'chain.ts': chainExperiment({ seeds: 8, rounds }) });
  return { folder, store: join(folder, 'runs/chain') };
}

/** Sends a signal when the cells begin to show progress. */
function signalAtProgress(running: Running, ...signals: readonly NodeJS.Signals[]): void {
  running.onEvent = ({ event }) => {
    if (event !== 'progress') return;
    running.onEvent = () => {};
    for (const signal of signals) running.child.kill(signal);
  };
}

describe('a run that is interrupted', () => {
  it('by one Ctrl-C finishes the cells that run, says how to go on, and goes on from there', async () => {
    const { folder, store } = setting(20_000);
    const running = startCli(['run', 'chain.ts', '--json', '--workers', '2'], folder);
    signalAtProgress(running, 'SIGINT');
    const { code, stderr } = await running.ended;
    expect(code).toBe(130);
    expect(stderr).toContain('finishing the cells that run; Ctrl-C again stops now');
    expect(stderr).toMatch(/stopped with \d of 8 cells left; the same command goes on/);
    const started = running.events.filter(({ event }) => event === 'cell-start').length;
    const before = snapshot(store);
    expect(Object.keys(before)).toHaveLength(started);
    expect(started).toBeLessThan(8);
    expect((await runCli(['run', 'chain.ts'], folder)).code).toBe(0);
    expect(snapshot(store)).toMatchObject(before);
    expect(Object.keys(answers(store))).toHaveLength(8);
  });

  it.each([
    ['a second Ctrl-C', ['SIGINT', 'SIGINT'], 130],
    ['SIGTERM', ['SIGTERM'], 143],
  ] as const)('by %s stops now', async (_, signals, expected) => {
    // Cells of hours: only a stop ends them.
    const { folder } = setting(1e10);
    const running = startCli(['run', 'chain.ts', '--json', '--workers', '2'], folder);
    if (signals.length === 1) {
      signalAtProgress(running, ...signals);
    } else {
      // The second signal follows when the first is heard of: two at once may arrive as one.
      signalAtProgress(running, 'SIGINT');
      running.child.stderr!.on('data', (text: string) => {
        if (text.includes('Ctrl-C again')) running.child.kill('SIGINT');
      });
    }
    const { code, stderr } = await running.ended;
    expect(code).toBe(expected);
    expect(stderr).toContain('stopped with 8 of 8 cells left; the same command goes on');
  });
});
