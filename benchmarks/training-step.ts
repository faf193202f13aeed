import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engines } from '@minebench/engine';
import { absentRow, type Contender, interleave, type Row } from './measure.ts';
import { type EnvironmentName, findPython } from './peers/environments.ts';
import { threaded } from './peers/own-engine.ts';
import { type Peer, type PeerCommand, startPeer } from './peers/peer-process.ts';
import { createStepCase, writeArrays } from './step-case.ts';
import { label, type StepSize } from './step-size.ts';

const BENCHMARK = 'training step';
/** Most steps of a call: what training takes between two looks at the selection part. */
const CALL = 250;
/** Losses that implementations are compared by, and how far single precision may take them apart in nats. */
const COMPARED = 10;
const TOLERANCE = 1e-4;
/** Seconds of one timed chunk, where a step takes no longer. */
const CHUNK = 0.15;

interface Implementation extends PeerCommand {
  readonly implementation: string;
  /** Where it needs a Python environment that is not there. */
  readonly missing?: string;
}

/** Every engine of the registry but those that batch replicas, then the peers. With more than one thread, those that can use them. */
function implementations(folder: string, threads: number): Implementation[] {
  const ids = engines.entries.map(({ id }) => id).filter((id) => !id.includes('+'));
  const own = ids
    .filter((id) => threads === 1 || threaded.includes(id))
    .map((id) => ({ implementation: id, script: 'step-minebench.ts', args: [id, String(threads)], threads }));
  const peer = (implementation: string, environment: EnvironmentName, script: string, mode: string) => {
    const python = findPython(folder, environment);
    const args = [mode, String(threads)];
    if (python) return { implementation, python, script, args, threads };
    return {
      implementation,
      script,
      args,
      threads,
      missing: `no ${environment} here; npm run bench:peers installs it`,
    };
  };
  return [
    ...own,
    peer('JAX lax.scan', 'jax', 'step_jax.py', 'scan'),
    peer('JAX jit', 'jax', 'step_jax.py', 'jit'),
    peer('PyTorch eager', 'torch', 'step_torch.py', 'eager'),
    peer('PyTorch eager, fused Adam', 'torch', 'step_torch.py', 'fused'),
    peer('torch.compile', 'torch', 'step_torch.py', 'compile'),
  ];
}

interface Answer {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly losses: readonly number[];
}

export interface StepComparison {
  readonly sizes: readonly StepSize[];
  readonly threads: number;
  readonly repeats: number;
  /** Folder of the Python environments. */
  readonly peers: string;
  /** Seconds a step beyond which an implementation is left out. */
  readonly patience: number;
}

/** One process an implementation, all sizes in turn; rows of a size as soon as they are there. */
export async function* trainingSteps(options: StepComparison): AsyncGenerator<Row[]> {
  const started: { readonly what: Implementation; readonly peer: Peer }[] = [];
  const absent: { readonly what: Implementation; readonly reason: string }[] = [];
  for (const what of implementations(options.peers, options.threads)) {
    const peer = what.missing ? { absent: what.missing } : await startPeer(what);
    if ('absent' in peer) absent.push({ what, reason: peer.absent });
    else started.push({ what, peer });
  }
  try {
    for (const size of options.sizes) {
      const rows = await compareAt(size, started, options);
      yield [...rows, ...absent.map(({ what, reason }) => absentRow(BENCHMARK, label(size), what, reason))];
    }
  } finally {
    for (const { peer } of started) await peer.close();
  }
}

async function compareAt(
  size: StepSize,
  started: readonly { readonly what: Implementation; readonly peer: Peer }[],
  { repeats, patience }: StepComparison,
): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'minebench-'));
  const { data, weights, rows } = createStepCase(size);
  writeArrays(folder, { ...data, ...weights, ...rows(CALL) });
  const contenders: Contender[] = [];
  const out: Row[] = [];
  const differences = new Map<string, number>();
  let reference: readonly number[] | undefined;
  try {
    for (const { what, peer } of started) {
      try {
        await peer.ask({ do: 'load', folder, size });
        const { losses } = await peer.ask<Answer>({ do: 'run', steps: COMPARED, call: COMPARED });
        reference ??= losses;
        const difference = Math.max(...losses.map((loss, k) => Math.abs(loss - reference![k])));
        if (!(difference <= TOLERANCE))
          throw new Error(`not the same arithmetic: losses of ten steps differ by ${difference.toExponential(1)} nats`);
        differences.set(what.implementation, difference);
        // The first call of a length may compile.
        await peer.ask<Answer>({ do: 'run', steps: 1, call: 1 });
        const again = await peer.ask<Answer>({ do: 'run', steps: 1, call: 1 });
        if (again.seconds > patience) throw new Error(`left out: a step takes ${again.seconds.toFixed(1)} s`);
        contenders.push(contenderOf(what, peer, await chunkOf(peer, again.seconds)));
      } catch (error) {
        out.push(absentRow(BENCHMARK, label(size), what, (error as Error).message));
      }
    }
    const measured = await interleave(BENCHMARK, label(size), contenders, { repeats, pause: 20 });
    return [...measured.map((row) => ({ ...row, lossDifference: differences.get(row.implementation) })), ...out];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Steps of a timed chunk: whole calls where there are several. */
async function chunkOf(peer: Peer, secondsOfOne: number): Promise<number> {
  if (secondsOfOne > CHUNK) return 1;
  const { seconds } = await peer.ask<Answer>({ do: 'run', steps: COMPARED, call: COMPARED });
  const steps = Math.max(2, Math.round((CHUNK * COMPARED) / seconds));
  return steps <= CALL ? steps : Math.min(40, Math.round(steps / CALL)) * CALL;
}

function contenderOf(what: Implementation, peer: Peer, steps: number): Contender {
  const { implementation, threads } = what;
  const call = Math.min(steps, CALL);
  return {
    implementation,
    threads,
    ...(peer.hello.version ? { version: peer.hello.version } : {}),
    ...(steps === 1 ? { atMost: 3 } : {}),
    async run() {
      const { seconds, cpuSeconds } = await peer.ask<Answer>({ do: 'run', steps, call });
      return { units: steps, seconds, cpuSeconds };
    },
  };
}
