import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RecordStore } from '../../src/index.ts';
import { answers, type ChainSweep, chainFile } from '../chain-experiment.ts';
import { inNode } from '../in-node.ts';
import { newFolder, snapshot, urlIn, writeFiles } from '../temporary-folder.ts';

interface Outcome {
  readonly summary?: Record<string, number>;
  readonly events: readonly Record<string, unknown>[];
  readonly error?: string;
}

/** Runs an experiment file with worker processes, from a process of its own as the command line does. */
async function runInProcesses(
  place: { readonly experimentUrl: string; readonly store: string },
  options: { readonly workers: number; readonly timeoutSeconds?: number },
  { onEvent = '', env = {} }: { readonly onEvent?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Outcome> {
  const script = `
    import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
    const experimentUrl = ${JSON.stringify(place.experimentUrl)};
    const events = [];
    const answer = await runner.loadExperiment(experimentUrl).then((experiment) => runner.runExperiment(experiment, {
      experimentUrl,
      store: ${JSON.stringify(place.store)},
      executor: runner.processesExecutor(${JSON.stringify(options)}),
      onEvent(event) { events.push(event); ${onEvent} },
    })).then(({ records, ...summary }) => ({ summary }), (error) => ({ error: error.message }));
    console.log(JSON.stringify({ ...answer, events }));
  `;
  const { stdout, stderr, code } = await inNode(script, env);
  if (stderr !== '' || code !== 0) throw new Error(`${code} ${stderr}`);
  return JSON.parse(stdout);
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function setting(sweep: ChainSweep) {
  const folder = newFolder();
  folders.push(folder);
  writeFiles(folder, { 'experiment.ts': chainFile(sweep) });
  return { folder, store: join(folder, 'runs'), experimentUrl: urlIn(folder, 'experiment.ts') };
}

describe('worker processes', () => {
  const twelve = setting({ seeds: 12, rounds: 3000 });
  const alone = { ...twelve, store: `${twelve.store}-alone` };
  beforeAll(() => runInProcesses(alone, { workers: 1 }));

  it('give the same bytes whatever their number, for a file that lies outside any project', async () => {
    const place = { ...twelve, store: `${twelve.store}-three` };
    const { summary } = await runInProcesses(place, { workers: 3 });
    expect(summary).toMatchObject({ completed: 12, left: 0 });
    expect(Object.keys(answers(place.store))).toHaveLength(12);
    expect(answers(place.store)).toEqual(answers(alone.store));
  });

  it('that crash, hang, run out of memory or are killed are recorded with the reason, and the sweep goes on', async () => {
    const fates = { 0: 'hang', 1: 'throw', 3: 'fill', 4: 'segfault', 6: 'kill', 8: 'crash', 9: 'orphan' } as const;
    const place = setting({ seeds: 10, fates });
    // Memory ends soon.
    const env = { NODE_OPTIONS: '--max-old-space-size=200' };
    const { summary } = await runInProcesses(place, { workers: 2, timeoutSeconds: 25 }, { env });
    expect(summary).toMatchObject({ completed: 3, failed: 7, left: 0 });
    const results = Object.values(answers(place.store)).map((text) => JSON.parse(text));
    const failed = results.filter(({ result }) => result.status === 'failed');
    expect(Object.fromEntries(failed.map(({ cell, result }) => [fates[cell.dataSeed as 1], result]))).toEqual({
      throw: { status: 'failed', cause: 'error', reason: 'seed 1 does not please' },
      fill: { status: 'failed', cause: 'crash', reason: 'its worker process ran out of memory (JavaScript heap)' },
      segfault: { status: 'failed', cause: 'crash', reason: 'its worker process was ended by SIGSEGV' },
      kill: {
        status: 'failed',
        cause: 'crash',
        reason: 'its worker process was ended by SIGKILL, as the system does where memory runs out',
      },
      crash: { status: 'failed', cause: 'crash', reason: 'its worker process was ended by SIGABRT' },
      orphan: { status: 'failed', cause: 'crash', reason: 'its worker process was ended by SIGABRT' },
      hang: { status: 'failed', cause: 'timeout', reason: 'it ran longer than the 25 s allowed' },
    });
  });

  it('that are killed, or throw, take no other cell with them that runs in their program', async () => {
    const place = setting({ seeds: 5, fates: { 1: 'throw', 2: 'kill' }, engine: 'ort:cpu+vmap' });
    const { summary, events } = await runInProcesses(place, { workers: 2 });
    expect(events[0]).toMatchObject({ event: 'plan', workers: 1 });
    expect(summary).toMatchObject({ completed: 3, failed: 2, left: 0 });
    const results = Object.values(answers(place.store)).map((text) => JSON.parse(text));
    const failed = results.filter(({ result }) => result.status === 'failed');
    expect(Object.fromEntries(failed.map(({ cell, result }) => [cell.dataSeed, result.reason]))).toEqual({
      1: 'seed 1 does not please',
      2: 'its worker process was ended by SIGKILL, as the system does where memory runs out',
    });
  });

  it('of two runs that race on one store write the same bytes', async () => {
    const place = { ...twelve, store: `${twelve.store}-raced` };
    const both = await Promise.all([1, 2].map(() => runInProcesses(place, { workers: 1 })));
    for (const { summary, error } of both) {
      expect(error).toBeUndefined();
      expect(summary).toMatchObject({ completed: 12, left: 0 });
    }
    expect(answers(place.store)).toEqual(answers(alone.store));
    const left = Object.keys(snapshot(place.store)).filter((path) => !path.endsWith('.json'));
    expect(left).toEqual([]);
  });

  it('refuse to go on where the sources change while they run', async () => {
    const place = setting({ seeds: 40, rounds: 2000 });
    const edit = `
      if (event.event === 'plan') appendFileSync(new URL(experimentUrl), '// edited');
    `;
    const { error, summary } = await runInProcesses(place, { workers: 1 }, { onEvent: edit });
    expect(summary).toBeUndefined();
    expect(error).toBe(
      'sources changed while the sweep was running; run the same command again; what is finished stays',
    );
  });

  it('say in one line that a record cannot be written', async () => {
    const place = setting({ seeds: 6, rounds: 2000 });
    // The folder of the records becomes a file while the first cells run.
    const spoil = `
      if (event.event === 'cell-start') {
        rmSync(${JSON.stringify(place.store)}, { recursive: true, force: true });
        writeFileSync(${JSON.stringify(place.store)}, 'x');
      }
    `;
    const { error } = await runInProcesses(place, { workers: 1 }, { onEvent: spoil });
    expect(error).toMatch(/^store ".*" cannot be (read|written) \((ENOTDIR|EEXIST)\)/);
  });

  it('leave when their parent is killed', async () => {
    // Hours of work in one blocking call.
    const place = setting({ seeds: 2, rounds: 1e10 });
    const script = `
      import { readFileSync } from 'node:fs';
      const experimentUrl = ${JSON.stringify(place.experimentUrl)};
      await runner.runExperiment(await runner.loadExperiment(experimentUrl), {
        experimentUrl,
        store: ${JSON.stringify(place.store)},
        executor: runner.processesExecutor({ workers: 2 }),
        onEvent({ event }) {
          if (event !== 'progress') return;
          console.log(readFileSync('/proc/self/task/' + process.pid + '/children', 'utf8'));
          process.kill(process.pid, 'SIGKILL');
        },
      });
    `;
    const { stdout, code } = await inNode(script);
    expect(code).toBeNull();
    const workers = stdout.trim().split(/\s+/).map(Number);
    expect(workers.length).toBeGreaterThanOrEqual(1);
    const alive = () => workers.filter((pid) => isRunning(pid));
    await expect.poll(alive, { timeout: 60_000 }).toEqual([]);
    expect(new RecordStore(place.store).names()).toEqual([]);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
