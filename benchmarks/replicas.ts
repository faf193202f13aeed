import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VMAP } from '@minebench/core';
import { engines } from '@minebench/engine';
import { absentRow, type Contender, interleave, type Row } from './measure.ts';
import { findPython } from './peers/environments.ts';
import { type Peer, type PeerCommand, startPeer } from './peers/peer-process.ts';
import { createStepCase, writeArrays } from './step-case.ts';
import { label, type StepSize, stepSizes } from './step-size.ts';

const BENCHMARK = 'replicas';
/** Replicas of one step trained as one program. */
const COUNTS = [1, 16, 256, 1024];
const SIZE = stepSizes[2];
/** On the processor, where a large network gains nothing: critics 2-16-16-1 and 20-64-64-1. */
const PROCESSOR_COUNTS = [1, 4, 16];
const PROCESSOR_SIZES: readonly StepSize[] = [
  { dimension: 1, batchSize: 64, width: 16 },
  { dimension: 10, batchSize: 64, width: 64 },
];
const STEPS = 50;
/** Nats that losses of ten steps may differ by. */
const TOLERANCE = 1e-4;
/** The same where products are rounded to 2^-11. */
const HALF_TOLERANCE = 1e-2;

interface Implementation extends PeerCommand {
  readonly implementation: string;
  /** Runs one replica only, without a replica axis. */
  readonly single?: boolean;
}

const hasGpu = (): boolean => ['/dev/nvidia0', '/dev/kfd', '/dev/dri/renderD128'].some((file) => existsSync(file));

/** With a GPU the engines that use one; without, those that use the processor. Then JAX and PyTorch, on what they find. */
function implementations(peers: string, gpu: boolean): Implementation[] {
  const onGpu = (id: string) => /gpu|cuda/.test(id);
  const own = engines.entries
    .map(({ id }) => id)
    .filter((id) => onGpu(id) === gpu && (id.endsWith(VMAP) || (gpu && id.startsWith('tfjs:'))))
    .map((id) => ({
      implementation: id,
      script: 'step-minebench.ts',
      args: [id, '1'],
      threads: 1,
      single: !id.endsWith(VMAP),
    }));
  const device = gpu ? ['gpu'] : [];
  const [jax, torch] = [findPython(peers, 'jax'), findPython(peers, 'torch')];
  return [
    ...own,
    // XLA is held to one thread only where the processor is compared.
    ...(jax
      ? [
          {
            implementation: 'JAX vmap(scan)',
            python: jax,
            script: 'step_jax.py',
            args: ['scan', gpu ? '0' : '1'],
            threads: 1,
          },
        ]
      : []),
    ...(torch
      ? [
          {
            implementation: 'torch.compile(vmap)',
            python: torch,
            script: 'step_torch.py',
            args: ['compile', '1', ...device],
            threads: 1,
          },
        ]
      : []),
  ];
}

interface Answer {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly losses: readonly number[];
}

/**
 * Milliseconds a step of one replica, for ever more replicas as one program on a GPU; without one a row a count says so.
 * @param onProcessor - few replicas on the processor where there is no GPU, to see the comparison work
 */
export async function* replicas(peers: string, repeats: number, onProcessor: boolean): AsyncGenerator<Row> {
  const gpu = hasGpu();
  if (!gpu && !onProcessor) {
    for (const count of COUNTS) {
      const reason = 'skipped: no GPU on this machine (--replicas-on-cpu compares a few on the processor)';
      yield absentRow(BENCHMARK, sizeOf(SIZE, count), { implementation: 'ort:webgpu+vmap', threads: 1 }, reason);
    }
    return;
  }
  const started: { readonly what: Implementation; readonly peer: Peer }[] = [];
  for (const what of implementations(peers, gpu)) {
    const peer = await startPeer(what);
    if ('absent' in peer) yield absentRow(BENCHMARK, label(SIZE), what, peer.absent);
    else started.push({ what, peer });
  }
  try {
    for (const size of gpu ? [SIZE] : PROCESSOR_SIZES)
      for (const count of gpu ? COUNTS : PROCESSOR_COUNTS) yield* await compareAt(size, count, started, repeats);
  } finally {
    for (const { peer } of started) await peer.close();
  }
}

const sizeOf = (size: StepSize, count: number): string => `${label(size)} x ${count}`;

async function compareAt(
  size: StepSize,
  count: number,
  started: readonly { readonly what: Implementation; readonly peer: Peer }[],
  repeats: number,
): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'minebench-'));
  const { data, weights, rows } = createStepCase(size);
  writeArrays(folder, { ...data, ...weights, ...rows(STEPS) });
  const contenders: Contender[] = [];
  const absent: Row[] = [];
  let reference: readonly number[] | undefined;
  try {
    for (const { what, peer } of started) {
      try {
        if (what.single && count > 1) continue;
        await peer.ask({ do: 'load', folder, size, replicas: what.single ? 0 : count });
        const { losses } = await peer.ask<Answer>({ do: 'run', steps: STEPS, call: STEPS });
        reference ??= losses;
        const difference = Math.max(...losses.map((loss, k) => Math.abs(loss - reference![k])));
        if (!(difference <= (what.implementation.includes('+half') ? HALF_TOLERANCE : TOLERANCE)))
          throw new Error(`not the same arithmetic: losses of ten steps differ by ${difference.toExponential(1)} nats`);
        contenders.push({
          implementation: what.implementation,
          threads: 1,
          ...(peer.hello.version ? { version: `${peer.hello.version} (${peer.hello.device})` } : {}),
          async run() {
            const { seconds, cpuSeconds } = await peer.ask<Answer>({ do: 'run', steps: STEPS, call: STEPS });
            return { units: STEPS * count, seconds, cpuSeconds };
          },
        });
      } catch (error) {
        absent.push(absentRow(BENCHMARK, sizeOf(size, count), what, (error as Error).message));
      }
    }
    const rows = await interleave(BENCHMARK, sizeOf(size, count), contenders, { repeats, pause: 20 });
    const { dimension, width } = size;
    const critic = `${2 * dimension}-${width}-${width}-1`;
    return [...rows.map((row) => ({ ...row, replicas: count, critic, onProcessor: !hasGpu() })), ...absent];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
