import type { Checkpoint, CurvePoint, Engine, Key, NamedArrays, StreamState } from '@minebench/core';
import { foldIn } from '@minebench/core';
import type { PlaneData } from './data/plane-data.ts';
import { createGanBatches } from './gan-batches.ts';
import { createGanViewer, type GanLook } from './gan-look.ts';
import { createGanStep, GAN_OUTPUTS, type GanParts, initialGanState } from './gan-step.ts';

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

type Output = (typeof GAN_OUTPUTS)[number];

/** Means over the alternations since the look before, by name. */
export type GanCurve = Readonly<Record<Output, readonly number[]>> & { readonly step: readonly number[] };

export interface GanHistory {
  readonly curve: GanCurve;
  /** At the initial weights, and after every interval. */
  readonly looks: readonly (GanLook & { readonly step: number })[];
}

export type TrainedGan =
  | (GanHistory & { readonly status: 'completed'; readonly flopPerStep?: number })
  | (GanHistory & { readonly status: 'diverged'; readonly reason: string; readonly step: number });

/** Numbers that one call's inputs may hold. */
const NUMBERS_PER_CALL = 2 ** 21;

interface Progress {
  state: NamedArrays;
  done: number;
  /** Outputs since the last look. */
  pending: Record<Output, number[]>;
  readonly curve: Record<Output, number[]> & { readonly step: number[] };
  readonly looks: (GanLook & { readonly step: number })[];
}

type Kept = Progress & { readonly batches: readonly StreamState[] };

const noOutputs = (): Record<Output, number[]> =>
  Object.fromEntries(GAN_OUTPUTS.map((name) => [name, [] as number[]])) as Record<Output, number[]>;

/**
 * Trains a GAN with its critic. A number that is not finite ends it as diverged, at the step where it appeared; so does a generator whose points are no further from
 * their mean than those of a single mode, which has collapsed.
 */
export async function trainGan(plan: GanPlan): Promise<TrainedGan> {
  const { engine, parts, data, batchSize, samples, key } = plan;
  const viewer = await createGanViewer(engine, parts, data, samples, foldIn(key, 'looks'));
  try {
    return await train(plan, (state, step) => viewer.look(state, step));
  } finally {
    await viewer.dispose();
  }

  async function train(
    { steps, lookEvery, checkpoint, onProgress }: GanPlan,
    look: (state: NamedArrays, step: number) => Promise<GanLook>,
  ): Promise<TrainedGan> {
    const initial = initialGanState(parts);
    const latent = parts.critic.dimY;
    const float = (...shape: number[]) => ({ dtype: 'float32' as const, shape });
    const program = await engine.compile(
      createGanStep(parts),
      {
        state: initial,
        data: {},
        batch: { real: float(batchSize, 2), latent: float(batchSize, latent), reference: float(batchSize, latent) },
      },
      { subject: `the GAN with critic ${parts.critic.critic.id}` },
    );
    const batches = createGanBatches(data, latent, batchSize, foldIn(key, 'batches'));
    const kept = checkpoint?.restore() as Kept | undefined;
    const at: Progress = kept ?? {
      state: initial,
      done: 0,
      pending: noOutputs(),
      curve: { step: [], ...noOutputs() },
      looks: [{ step: 0, ...(await look(initial, 0)) }],
    };
    if (kept) batches.moveTo(kept.batches);
    const stepsPerCall = Math.max(1, Math.floor(NUMBERS_PER_CALL / (2 * batchSize * (1 + latent))));
    const history = (): GanHistory => ({ curve: at.curve, looks: at.looks });
    try {
      while (at.done < steps) {
        const interval = Math.min(lookEvery, steps - at.done);
        while (at.pending.spread.length < interval) {
          const count = Math.min(stepsPerCall, interval - at.pending.spread.length);
          const { state, outputs } = await program.run(at.state, { data: {}, batch: batches.next(count) }, count);
          at.state = state;
          for (const name of GAN_OUTPUTS) at.pending[name].push(...(outputs[name].data as Float32Array));
          checkpoint?.offer((): Kept => ({ ...at, batches: batches.position() }));
        }
        const problem = divergence(at, data.spread);
        if (problem) return { status: 'diverged', ...problem, ...history() };
        at.done += interval;
        at.curve.step.push(at.done);
        for (const name of GAN_OUTPUTS) at.curve[name].push(mean(at.pending[name]));
        at.pending = noOutputs();
        at.looks.push({ step: at.done, ...(await look(at.state, at.done)) });
        onProgress?.({
          step: at.done,
          minibatch: at.curve.information.at(-1)!,
          selection: at.looks.at(-1)!.information,
        });
      }
      const { flopPerStep } = program;
      return { status: 'completed', ...history(), ...(flopPerStep === undefined ? {} : { flopPerStep }) };
    } finally {
      await program.dispose();
    }
  }
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** What ended a stretch of alternations, and at which step; undefined where nothing did. */
function divergence(
  { pending, done, state }: Progress,
  spread: number,
): { readonly reason: string; readonly step: number } | undefined {
  const steps = pending.spread.length;
  for (let k = 0; k < steps; k++) {
    const broken = GAN_OUTPUTS.find((name) => !Number.isFinite(pending[name][k]));
    if (broken) return { reason: `${WHAT[broken]} is not finite`, step: done + k + 1 };
    if (pending.spread[k] < spread * Math.SQRT2)
      return {
        reason: 'the generator has collapsed: its points spread no further than those of one mode',
        step: done + k + 1,
      };
  }
  const frozen = Object.keys(state).find((name) => !state[name].data.every(Number.isFinite));
  return frozen === undefined ? undefined : { reason: `${frozen} is not finite`, step: done + steps };
}

const WHAT: Readonly<Record<Output, string>> = {
  information: 'the bound on the mutual information',
  discriminator: "the discriminator's objective",
  generator: "the generator's objective",
  clip: 'the norm of a gradient of the generator',
  spread: "the generator's output",
};
