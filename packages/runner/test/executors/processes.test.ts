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

interface Run {
  readonly experimentUrl: string;
  readonly store: string;
  readonly workers: number;
  readonly timeoutSeconds?: number;
  /** JavaScript that sees `event` and the run as `run`. */
  readonly onEvent?: string;
}

/** Runs experiment files with worker processes, from a process of its own as the command line does: one batch after the other, the runs of a batch at once. */
async function runInProcesses(batches: readonly (readonly Run[])[], env: NodeJS.ProcessEnv = {}): Promise<Outcome[][]> {
  const script = `
    import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
    const runOne = async (run) => {
      const { experimentUrl, store, workers, timeoutSeconds, onEvent = '' } = run;
      const look = new Function('run', 'event', 'appendFileSync', 'rmSync', 'writeFileSync', onEvent);
      const events = [];
      const answer = await runner.loadExperiment(experimentUrl).then((experiment) => runner.runExperiment(experiment, {
        experimentUrl,
        store,
        executor: runner.processesExecutor({ workers, timeoutSeconds }),
        onEvent(event) { events.push(event); look(run, event, appendFileSync, rmSync, writeFileSync); },
      })).then(({ records, ...summary }) => ({ summary }), (error) => ({ error: error.message }));
      return { ...answer, events };
    };
    const outcomes = [];
    for (const batch of ${JSON.stringify(batches)}) outcomes.push(await Promise.all(batch.map(runOne)));
    console.log(JSON.stringify(outcomes));
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
  const [alone, three, raced] = ['alone', 'three', 'raced'].map((name) => ({
    ...twelve,
    store: `${twelve.store}-${name}`,
  }));
  const together = setting({ seeds: 5, fates: { 1: 'throw', 2: 'kill' }, engine: 'ort:cpu+vmap' });
  const edited = setting({ seeds: 40, rounds: 2000 });
  const spoilt = setting({ seeds: 6, rounds: 2000 });
  let outcomes: Outcome[][];
  // One process for all that goes on in its workers.
  beforeAll(async () => {
    outcomes = await runInProcesses([
      [{ ...alone, workers: 1 }],
      [{ ...three, workers: 3 }],
      [1, 2].map(() => ({ ...raced, workers: 1 })),
      [{ ...together, workers: 2 }],
      [
        {
          ...edited,
          workers: 1,
          onEvent: "if (event.event === 'plan') appendFileSync(new URL(run.experimentUrl), '// edited');",
        },
      ],
      [
        {
          ...spoilt,
          workers: 1,
          // The folder of the records becomes a file while the first cells run.
          onEvent: `
            if (event.event !== 'cell-start') return;
            rmSync(run.store, { recursive: true, force: true });
            writeFileSync(run.store, 'x');
          `,
        },
      ],
    ]);
  });

  it('give the same bytes whatever their number, for a file that lies outside any project', () => {
    expect(outcomes[1][0].summary).toMatchObject({ completed: 12, left: 0 });
    expect(Object.keys(answers(three.store))).toHaveLength(12);
    expect(answers(three.store)).toEqual(answers(alone.store));
  });

  it('that crash, hang, run out of memory or are killed are recorded with the reason, and the sweep goes on', async () => {
    const fates = { 0: 'hang', 1: 'throw', 3: 'fill', 4: 'segfault', 6: 'kill', 8: 'crash', 9: 'orphan' } as const;
    const place = setting({ seeds: 10, fates });
    // Memory ends soon.
    const env = { NODE_OPTIONS: '--max-old-space-size=200' };
    const [[{ summary }]] = await runInProcesses([[{ ...place, workers: 2, timeoutSeconds: 25 }]], env);
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

  it('that are killed, or throw, take no other cell with them that runs in their program', () => {
    const [{ summary, events }] = outcomes[3];
    expect(events[0]).toMatchObject({ event: 'plan', workers: 1 });
    expect(summary).toMatchObject({ completed: 3, failed: 2, left: 0 });
    const results = Object.values(answers(together.store)).map((text) => JSON.parse(text));
    const failed = results.filter(({ result }) => result.status === 'failed');
    expect(Object.fromEntries(failed.map(({ cell, result }) => [cell.dataSeed, result.reason]))).toEqual({
      1: 'seed 1 does not please',
      2: 'its worker process was ended by SIGKILL, as the system does where memory runs out',
    });
  });

  it('of two runs that race on one store write the same bytes', () => {
    for (const { summary, error } of outcomes[2]) {
      expect(error).toBeUndefined();
      expect(summary).toMatchObject({ completed: 12, left: 0 });
    }
    expect(answers(raced.store)).toEqual(answers(alone.store));
    const left = Object.keys(snapshot(raced.store)).filter((path) => !path.endsWith('.json'));
    expect(left).toEqual([]);
  });

  it('refuse to go on where the sources change while they run', () => {
    const [{ error, summary }] = outcomes[4];
    expect(summary).toBeUndefined();
    expect(error).toBe(
      'sources changed while the sweep was running; run the same command again; what is finished stays',
    );
  });

  it('say in one line that a record cannot be written', () => {
    expect(outcomes[5][0].error).toMatch(/^store ".*" cannot be (read|written) \((ENOTDIR|EEXIST)\)/);
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
