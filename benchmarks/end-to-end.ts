import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyFromSeed, type NdArray } from '@minebench/core';
import { createTask } from '@minebench/generators';
import { absentRow, median, type Row } from './measure.ts';
import { findPython } from './peers/environments.ts';
import { type Peer, type PeerCommand, startPeer } from './peers/peer-process.ts';
import { writeArrays } from './step-case.ts';

const BENCHMARK = 'end to end';
const TASKS = ['1v1-normal-0.75', 'multinormal-sparse-5-5-2-2.0'];
const METHODS = ['mine', 'infonce', 'ksg'];
const N = 5000;
/** Most training steps; the least that is accurate enough counts. */
const LADDER = [500, 1000, 2000, 4000, 10_000];
/** An estimator is accurate where its median error over the samples is no larger, in nats. */
const ACCURACY = 0.05;

interface Answer {
  readonly nats: number;
  /** Training steps until it stopped, by itself or at the most. */
  readonly stepsRun: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** Time of one estimate, compilation included, with the fewest steps that bring the median of |error| over samples to 0.05 nats; ours, then benchmark-mi's. */
export async function* endToEnd(folder: string, samples: number): AsyncGenerator<Row> {
  const python = findPython(folder, 'bmi');
  const sides: { name: string; command?: PeerCommand }[] = [
    { name: 'minebench', command: { script: 'estimate-minebench.ts', args: ['ort:cpu'], threads: 1 } },
    {
      name: 'benchmark-mi',
      ...(python ? { command: { python, script: 'estimate_bmi.py', args: ['1'], threads: 1 } } : {}),
    },
  ];
  const started = [];
  for (const { name, command } of sides) {
    const peer = command ? await startPeer(command) : { absent: 'not here; npm run bench:peers installs it' };
    started.push({ name, peer });
  }
  try {
    for (const task of TASKS) {
      for (const method of METHODS) {
        const own: Row[] = [];
        for (const { name, peer } of started) {
          const implementation = `${name} ${method}`;
          const row =
            'absent' in peer
              ? absentRow(BENCHMARK, task, { implementation, threads: 1 }, peer.absent)
              : await reach(peer, implementation, task, method, samples);
          own.push({ ...row, ...compare(row, own[0] ?? row) });
          yield own[own.length - 1];
        }
      }
    }
  } finally {
    for (const { peer } of started) if (!('absent' in peer)) await peer.close();
  }
}

const compare = (row: Row, first: Row): Pick<Row, 'ratio' | 'ratioRange'> => {
  if (row.medianMs === null || first.medianMs === null) return { ratio: null, ratioRange: null };
  const ratios = row.times.map((time, k) => time / first.times[k]);
  return { ratio: median(ratios), ratioRange: [Math.min(...ratios), Math.max(...ratios)] };
};

/** Goes up the ladder until the method is accurate, or every training stops by itself before the most; the row of the most accurate rung where it never is. */
async function reach(peer: Peer, implementation: string, id: string, method: string, samples: number): Promise<Row> {
  const task = createTask(id);
  const folder = mkdtempSync(join(tmpdir(), 'minebench-'));
  let closest: Row | undefined;
  let least = Number.POSITIVE_INFINITY;
  try {
    for (const steps of method === 'ksg' ? [1] : LADDER) {
      const answers: Answer[] = [];
      for (let seed = 0; seed < samples; seed++) {
        const { x, y, dimX, dimY, count } = task.sample(N, keyFromSeed(seed));
        const float = (data: Float64Array, dim: number) =>
          ({ dtype: 'float64', shape: [count, dim], data }) as unknown as NdArray;
        writeArrays(folder, { x: float(x, dimX), y: float(y, dimY) });
        await peer.ask({ do: 'load', folder });
        answers.push(await peer.ask<Answer>({ do: 'estimate', method, steps, seed }));
      }
      const errors = answers.map(({ nats }) => nats - task.mi.nats);
      const error = median(errors.map(Math.abs));
      const times = answers.map(({ seconds }) => 1000 * seconds);
      const reached = error <= ACCURACY;
      if (error < least) {
        least = error;
        closest = {
          ...absentRow(BENCHMARK, id, { implementation, threads: 1 }, ''),
          absent: undefined as never,
          medianMs: median(times),
          ratio: 1,
          ratioRange: [1, 1],
          times,
          cpuTimes: answers.map(({ cpuSeconds }) => 1000 * cpuSeconds),
          load: loadavg()[0],
          processors: median(answers.map(({ seconds, cpuSeconds }) => cpuSeconds / seconds)),
          steps: method === 'ksg' ? null : steps,
          medianError: error,
          errors,
          reached,
          ...(peer.hello.version ? { version: peer.hello.version } : {}),
          note: `median |error| ${error.toFixed(3)}${method === 'ksg' ? '' : `, at most ${steps} steps`}${reached ? '' : ': .05 not reached'}`,
        };
      }
      // More steps would change nothing.
      const stopped = answers.every(({ stepsRun }) => stepsRun < steps);
      if (reached || stopped) break;
    }
    return closest ?? absentRow(BENCHMARK, id, { implementation, threads: 1 }, 'no estimate');
  } catch (error) {
    return absentRow(BENCHMARK, id, { implementation, threads: 1 }, (error as Error).message);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
