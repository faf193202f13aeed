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
import { bounds, createModel, critics, optimizers } from '@minebench/estimators';
import { miPenalty } from '../loss/mi-penalty.ts';
import { createClassifier } from './classifier.ts';
import { imageData, PIXELS } from './image-data.ts';
import { isNoisy, regularizers } from './regularizer.ts';
import { type TrainedBottleneck, trainBottleneck } from './train-bottleneck.ts';

interface BottleneckProtocol {
  readonly epochs: number;
  readonly lookEvery: number;
  readonly testImages: number;
  readonly informationImages: number;
}

/** Trains one classifier. */
export async function runBottleneck(
  cell: Cell,
  { engine, onProgress, checkpoint }: ProcedureContext,
): Promise<CellResult> {
  const { params } = cell;
  const { testImages, ...protocol } = cell.protocol as unknown as BottleneckProtocol;
  const made = (name: string) => params[name] as unknown as Choice;
  const regularizer = regularizers.create(made('regularizer'));
  const initKey = foldIn(keyFromSeed(cell.initSeed), 'bottleneck');
  const code = params.code as number;
  const classifier = createClassifier(
    { inputs: PIXELS, hidden: params.hidden as unknown as number[], code, regularizer },
    foldIn(initKey, 'classifier'),
  );
  const [bound, critic] = [bounds.create(made('bound')), critics.create(made('critic'))];
  const dims = { dimX: PIXELS, dimY: code };
  const information = isNoisy(regularizer)
    ? miPenalty(bound, critic, {
        ...dims,
        optimizer: optimizers.create(made('criticOptimizer')),
        weight: regularizer.id === 'mine' ? regularizer.beta : 0,
      })
    : undefined;
  const trained = await trainBottleneck({
    engine: engine ?? engines.create(cell.engine),
    parts: { classifier, optimizer: optimizers.create(made('optimizer')), information },
    model: information && createModel(critic, bound, dims.dimX, dims.dimY, initKey),
    train: imageData('train', params.n as number),
    test: imageData('test', testImages),
    batchSize: params.batchSize as number,
    ...protocol,
    initKey,
    dataKey: foldIn(keyFromSeed(cell.dataSeed), 'bottleneck'),
    checkpoint,
    ...(onProgress ? { onProgress } : {}),
  });
  return {
    status: trained.status,
    ...(trained.status === 'diverged' ? { reason: trained.reason, step: trained.step } : {}),
    testImages,
    ...historyOf(trained),
    parameters: classifier.layout.total,
    ...(trained.status === 'completed' && trained.flopPerStep !== undefined
      ? { flopPerStep: trained.flopPerStep }
      : {}),
  };
}

function historyOf({ looks, curve }: TrainedBottleneck): JsonObject {
  const of = (read: (look: (typeof looks)[number]) => number | undefined) => {
    const values = looks.map(read);
    return values.some((value) => value === undefined) ? undefined : (values as number[]);
  };
  const present = (lists: Record<string, number[] | undefined>) =>
    Object.fromEntries(Object.entries(lists).filter(([, values]) => values !== undefined)) as JsonObject;
  return {
    curve: { ...curve },
    looks: present({
      epoch: of(({ epoch }) => epoch),
      errors: of(({ wrong }) => wrong.length),
      crossEntropy: of(({ crossEntropy }) => crossEntropy),
      labelInformation: of(({ labelInformation }) => labelInformation),
      informationLow: of(({ informationLow }) => informationLow),
      informationHigh: of(({ informationHigh }) => informationHigh),
      informationCritic: of(({ informationCritic }) => informationCritic),
    }),
    wrong: [...(looks.at(-1)?.wrong ?? [])],
  };
}
