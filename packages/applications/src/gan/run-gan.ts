import {
  type Cell,
  type CellResult,
  type Choice,
  foldIn,
  type JsonObject,
  keyFromSeed,
  type ProcedureContext,
} from '@minebench/core';
import { engines } from '@minebench/engine';
import { bounds, createModel, critics, type MlpOptions, optimizers } from '@minebench/estimators';
import { createNetwork } from '../network.ts';
import { planeData } from './data/index.ts';
import type { GanParts } from './gan-step.ts';
import { type TrainedGan, trainGan } from './train-gan.ts';

interface GanProtocol {
  readonly steps: number;
  readonly lookEvery: number;
  readonly samples: number;
  readonly panels: number;
}

function partsOf({ params, initSeed }: Cell): GanParts {
  const key = foldIn(keyFromSeed(initSeed), 'gan');
  const optimizerOf = (field: string) => optimizers.create(params[field] as unknown as Choice);
  const latent = params.latent as number;
  return {
    generator: createNetwork(
      'generator',
      latent,
      params.generator as unknown as MlpOptions,
      2,
      foldIn(key, 'generator'),
    ),
    discriminator: createNetwork(
      'discriminator',
      2,
      params.discriminator as unknown as MlpOptions,
      1,
      foldIn(key, 'discriminator'),
    ),
    critic: createModel(
      critics.create(params.critic as unknown as Choice),
      bounds.create(params.bound as unknown as Choice),
      2,
      latent,
      foldIn(key, 'critic'),
    ),
    optimizers: {
      generator: optimizerOf('generatorOptimizer'),
      discriminator: optimizerOf('discriminatorOptimizer'),
      critic: optimizerOf('optimizer'),
    },
    beta: params.beta as number,
    clip: params.clip as number,
  };
}

/** Runs one GAN. */
export async function runGan(cell: Cell, { engine, onProgress, checkpoint }: ProcedureContext): Promise<CellResult> {
  const protocol = cell.protocol as unknown as GanProtocol;
  const data = planeData.create(cell.params.data as unknown as Choice);
  const parts = partsOf(cell);
  const trained = await trainGan({
    engine: engine ?? engines.create(cell.engine),
    parts,
    data,
    batchSize: cell.params.batchSize as number,
    ...protocol,
    // Data and weights have seeds of their own.
    key: foldIn(keyFromSeed(cell.dataSeed), 'gan'),
    checkpoint,
    ...(onProgress ? { onProgress: (point) => onProgress(point.step / protocol.steps, point) } : {}),
  });
  return {
    status: trained.status,
    ...(trained.status === 'diverged' ? { reason: trained.reason, step: trained.step } : {}),
    modesOfData: data.modes,
    centers: data.centers,
    ...historyOf(trained, protocol.panels),
    parameters: Object.fromEntries(
      [parts.generator, parts.discriminator, parts.critic].map(({ layout }, k) => [
        ['generator', 'discriminator', 'critic'][k],
        layout.total,
      ]),
    ),
    ...(trained.status === 'completed' && trained.flopPerStep !== undefined
      ? { flopPerStep: trained.flopPerStep }
      : {}),
  };
}

/** A hundredth: a fifth of a mode's standard deviation, and half the bytes. */
const rounded = (points: Float32Array): number[] => Array.from(points, (value) => Math.round(100 * value) / 100);

function historyOf({ looks, curve }: TrainedGan, panels: number): JsonObject {
  const seen = looks.slice(1);
  const kept = new Set(Array.from({ length: panels }, (_, k) => Math.ceil(((k + 1) * seen.length) / panels) - 1));
  const of = (read: (look: (typeof looks)[number]) => number) => looks.map(read);
  const last = looks[looks.length - 1];
  return {
    final: {
      modes: last.modes,
      highQuality: last.highQuality,
      reverseKl: last.reverseKl,
      information: last.information,
      informationError: last.informationError,
    },
    looks: {
      step: of(({ step }) => step),
      modes: of(({ modes }) => modes),
      highQuality: of(({ highQuality }) => highQuality),
      reverseKl: of(({ reverseKl }) => reverseKl),
      information: of(({ information }) => information),
      informationError: of(({ informationError }) => informationError),
    },
    curve: { ...curve },
    panels: seen.filter((_, k) => kept.has(k)).map(({ step, points }) => ({ step, points: rounded(points) })),
  };
}
