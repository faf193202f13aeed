import type { Checkpoint, CurvePoint, Engine, Key, NamedArrays } from '@minebench/core';
import { foldIn } from '@minebench/core';
import type { Model } from '@minebench/estimators';
import { brokenOutput, brokenState, type Divergence } from '../divergence.ts';
import { type BatchPosition, createBottleneckBatches, stepsPerEpoch } from './bottleneck-batches.ts';
import { type BottleneckLook, createBottleneckViewer } from './bottleneck-look.ts';
import {
  BOTTLENECK_OUTPUTS,
  type BottleneckParts,
  createBottleneckStep,
  initialBottleneckState,
} from './bottleneck-step.ts';
import type { ImageData } from './image-data.ts';
import { isNoisy } from './regularizer.ts';

export interface BottleneckPlan {
  readonly engine: Engine;
  readonly parts: BottleneckParts;
  /** The critic with its bound, as `parts.information` has it; where the code has noise. */
  readonly model: Model | undefined;
  readonly train: ImageData;
  readonly test: ImageData;
  readonly batchSize: number;
  readonly epochs: number;
  /** Epochs between two looks; the last epoch has one in any case. */
  readonly lookEvery: number;
  readonly informationImages: number;
  /** Of the initial critic. */
  readonly initKey: Key;
  /** Of orders and noise. */
  readonly dataKey: Key;
  onProgress?(share: number, point?: CurvePoint): void;
  readonly checkpoint?: Checkpoint | undefined;
}

type Output = (typeof BOTTLENECK_OUTPUTS)[number];
type Values = Readonly<Record<Output, Float32Array>>;

export interface BottleneckHistory {
  /** Means over the steps since the look before. */
  readonly curve: Readonly<Record<Output, readonly number[]>>;
  readonly looks: readonly (BottleneckLook & { readonly epoch: number })[];
}

export type TrainedBottleneck =
  | (BottleneckHistory & { readonly status: 'completed'; readonly flopPerStep?: number })
  | (BottleneckHistory & Divergence & { readonly status: 'diverged' });

/** Random numbers that one call's inputs may hold. */
const NUMBERS_PER_CALL = 2 ** 22;

interface Progress {
  state: NamedArrays;
  /** Steps. */
  done: number;
  readonly sums: Record<Output, number>;
  /** Steps in the sums. */
  summed: number;
  readonly curve: Record<Output, number[]>;
  readonly looks: (BottleneckLook & { readonly epoch: number })[];
}

const record = <T>(value: () => T): Record<Output, T> =>
  Object.fromEntries(BOTTLENECK_OUTPUTS.map((name) => [name, value()])) as Record<Output, T>;

/** Trains a classifier to the last epoch, whatever the test images say; a number that is not finite ends it as diverged, with its step. */
export async function trainBottleneck(plan: BottleneckPlan): Promise<TrainedBottleneck> {
  const { engine, parts, model, train, test, batchSize, epochs, lookEvery, checkpoint, onProgress } = plan;
  const { classifier } = parts;
  const viewer = await createBottleneckViewer(
    engine,
    classifier,
    model,
    test,
    plan.informationImages,
    foldIn(plan.dataKey, 'looks'),
  );
  const initial = initialBottleneckState(parts, foldIn(plan.initKey, 'critic'));
  const levels = classifier.unitNoise(batchSize);
  const float = (...shape: number[]) => ({ dtype: 'float32' as const, shape });
  const program = await engine.compile(
    createBottleneckStep(parts),
    {
      state: initial,
      data: train.arrays,
      batch: {
        rows: { dtype: 'int32', shape: [batchSize] },
        ...(isNoisy(classifier.regularizer) ? { noise: float(batchSize, classifier.code) } : {}),
        ...(levels > 0 ? { dropped: float(levels) } : {}),
      },
    },
    { subject: `the classifier with ${classifier.regularizer.id}` },
  );
  const batches = createBottleneckBatches(classifier, train.count, batchSize, foldIn(plan.dataKey, 'batches'));
  const kept = checkpoint?.restore() as (Progress & { readonly position: BatchPosition }) | undefined;
  const at: Progress = kept ?? {
    state: initial,
    done: 0,
    sums: record(() => 0),
    summed: 0,
    curve: record(() => []),
    looks: [],
  };
  if (kept) batches.moveTo(kept.position);
  const perEpoch = stepsPerEpoch(train.count, batchSize);
  const perCall = Math.max(
    1,
    Math.min(perEpoch, Math.floor(NUMBERS_PER_CALL / (batchSize * classifier.code + levels))),
  );
  const history = (): BottleneckHistory => ({ curve: at.curve, looks: at.looks });
  const total = epochs * perEpoch;
  try {
    while (at.done < total) {
      const count = Math.min(perCall, perEpoch - (at.done % perEpoch));
      const { state, outputs } = await program.run(at.state, { data: train.arrays, batch: batches.next(count) }, count);
      at.state = state;
      const values = Object.fromEntries(BOTTLENECK_OUTPUTS.map((name) => [name, outputs[name].data])) as Values;
      const broken = brokenOutput(WHAT, values, at.done) ?? brokenState(state, at.done + count);
      if (broken) return { status: 'diverged', ...broken, ...history() };
      for (const name of BOTTLENECK_OUTPUTS) for (const value of values[name]) at.sums[name] += value;
      at.done += count;
      at.summed += count;
      const epoch = at.done / perEpoch;
      if (Number.isInteger(epoch) && (epoch % lookEvery === 0 || epoch === epochs)) {
        for (const name of BOTTLENECK_OUTPUTS) {
          at.curve[name].push(at.sums[name] / at.summed);
          at.sums[name] = 0;
        }
        at.summed = 0;
        at.looks.push({ epoch, ...(await viewer.look(state, at.done)) });
        const last = at.looks.at(-1)!;
        onProgress?.(at.done / total, {
          step: at.done,
          minibatch: at.curve.information.at(-1)!,
          selection: last.informationCritic ?? last.labelInformation,
        });
      } else onProgress?.(at.done / total);
      checkpoint?.offer(() => ({ ...at, position: batches.position() }));
    }
    const { flopPerStep } = program;
    return { status: 'completed', ...history(), ...(flopPerStep === undefined ? {} : { flopPerStep }) };
  } finally {
    await program.dispose();
    await viewer.dispose();
  }
}

/** A penalty that breaks the loss is named before it. */
const WHAT: Readonly<Record<Output, string>> = {
  information: 'the bound on the mutual information',
  penalty: 'the penalty',
  crossEntropy: 'the cross-entropy',
};
