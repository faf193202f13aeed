import {
  type Checkpoint,
  type CurvePoint,
  type Engine,
  foldIn,
  type Key,
  mean,
  type NamedArrays,
  type Program,
  type StreamState,
} from '@minebench/core';
import type { Divergence } from '../divergence.ts';
import type { PlaneData } from './data/plane-data.ts';
import { createGanBatches } from './gan-batches.ts';
import { divergenceOf } from './gan-divergence.ts';
import { createGanViewer, type GanLook, type GanViewer } from './gan-look.ts';
import { createGanStep, GAN_OUTPUTS, type GanOutput, type GanParts, initialGanState } from './gan-step.ts';

export interface GanPlan {
  readonly engine: Engine;
  readonly parts: GanParts;
  readonly data: PlaneData;
  readonly batchSize: number;
  readonly steps: number;
  /** Alternations between two looks. */
  readonly lookEvery: number;
  /** Points in a look. */
  readonly samples: number;
  readonly key: Key;
  onProgress?(point: CurvePoint): void;
  readonly checkpoint?: Checkpoint | undefined;
}

export interface GanHistory {
  /** Means over the alternations since the look before, by name. */
  readonly curve: Readonly<Record<GanOutput, readonly number[]>> & { readonly step: readonly number[] };
  /** At the initial weights, and after every interval. */
  readonly looks: readonly (GanLook & { readonly step: number })[];
}

export type TrainedGan = GanHistory &
  (
    | { readonly status: 'completed'; readonly flopPerStep?: number | undefined }
    | ({ readonly status: 'diverged' } & Divergence)
  );

/** Numbers that one call's inputs may hold. */
const NUMBERS_PER_CALL = 2 ** 21;

/** Everything that the rest of a training depends on: what a checkpoint keeps, with the place in the batches. */
interface Progress {
  state: NamedArrays;
  /** Alternations up to the last look. */
  done: number;
  /** Outputs since then. */
  pending: Record<GanOutput, number[]>;
  readonly curve: Record<GanOutput, number[]> & { readonly step: number[] };
  readonly looks: (GanLook & { readonly step: number })[];
}

type Kept = Progress & { readonly batches: readonly StreamState[] };

const noOutputs = (): Record<GanOutput, number[]> =>
  Object.fromEntries(GAN_OUTPUTS.map((name) => [name, [] as number[]])) as Record<GanOutput, number[]>;

/**
 * Trains a GAN with its critic. A number that is not finite, or a generator that has collapsed, ends it as diverged, at the step where it appeared; nothing is tried again.
 */
export async function trainGan(plan: GanPlan): Promise<TrainedGan> {
  const { engine, parts, data, samples, key } = plan;
  const viewer = await createGanViewer(engine, parts, data, samples, foldIn(key, 'looks'));
  try {
    const program = await compileGan(plan);
    try {
      return await train(plan, program, viewer);
    } finally {
      await program.dispose();
    }
  } finally {
    await viewer.dispose();
  }
}

function compileGan({ engine, parts, batchSize }: GanPlan): Promise<Program> {
  const rows = (columns: number) => ({ dtype: 'float32' as const, shape: [batchSize, columns] });
  const { critic, dimY: latent } = parts.critic;
  return engine.compile(
    createGanStep(parts),
    {
      state: initialGanState(parts),
      data: {},
      batch: { real: rows(2), latent: rows(latent), reference: rows(latent) },
    },
    { subject: `the GAN with critic ${critic.id}` },
  );
}

async function train(plan: GanPlan, program: Program, viewer: GanViewer): Promise<TrainedGan> {
  const { parts, data, batchSize, steps, lookEvery, checkpoint, onProgress } = plan;
  const latent = parts.critic.dimY;
  const batches = createGanBatches(data, latent, batchSize, foldIn(plan.key, 'batches'));
  const kept = checkpoint?.restore() as Kept | undefined;
  const at = kept ?? (await beginning(parts, viewer));
  if (kept) batches.moveTo(kept.batches);
  const { curve, looks } = at;
  const stepsPerCall = Math.max(1, Math.floor(NUMBERS_PER_CALL / (2 * batchSize * (1 + latent))));
  while (at.done < steps) {
    const interval = Math.min(lookEvery, steps - at.done);
    while (at.pending.spread.length < interval) {
      const count = Math.min(stepsPerCall, interval - at.pending.spread.length);
      const { state, outputs } = await program.run(at.state, { data: {}, batch: batches.next(count) }, count);
      at.state = state;
      for (const name of GAN_OUTPUTS) at.pending[name].push(...(outputs[name].data as Float32Array));
      checkpoint?.offer((): Kept => ({ ...at, batches: batches.position() }));
    }
    const problem = divergenceOf(at.pending, at.state, at.done, data.spread);
    if (problem) return { status: 'diverged', ...problem, curve, looks };
    at.done += interval;
    curve.step.push(at.done);
    for (const name of GAN_OUTPUTS) curve[name].push(mean(at.pending[name]));
    at.pending = noOutputs();
    const look = await viewer.look(at.state, at.done);
    looks.push({ step: at.done, ...look });
    onProgress?.({ step: at.done, minibatch: curve.information.at(-1)!, selection: look.information });
  }
  return { status: 'completed', curve, looks, flopPerStep: program.flopPerStep };
}

async function beginning(parts: GanParts, viewer: GanViewer): Promise<Progress> {
  const state = initialGanState(parts);
  return {
    state,
    done: 0,
    pending: noOutputs(),
    curve: { step: [], ...noOutputs() },
    looks: [{ step: 0, ...(await viewer.look(state, 0)) }],
  };
}
