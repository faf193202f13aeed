import {
  type Cell,
  type CellResult,
  foldIn,
  type JsonObject,
  type Key,
  keyFromSeed,
  type ProcedureContext,
  type Task,
} from '@minebench/core';
import { engines } from '@minebench/engine';
import { minibatchOptimum, type Stage, trainThroughStages } from '@minebench/estimators';
import { createReferences, independentDraws, mixtureCap, type ReferenceOptions } from '@minebench/generators';
import { createChoice, kinds } from '../../experiment/choices.ts';
import { messageOf } from '../../run/message-of.ts';
import { explainAllocation } from '../array-length.ts';
import { neuralParts } from '../estimate/estimators.ts';
import { initialKey, trainingKey } from '../estimate/split.ts';
import { levelCurve, levelStatistics } from './level-statistics.ts';

/** Minibatches that the optimal critic is read on at each level, and joint draws behind the cap of a shuffled batch: both are known to a hundredth of a nat. */
const OPTIMUM_BATCHES = 256;
const CAP_DRAWS = 20_000;

const stageOf = (task: Task, steps: number): Stage => ({
  train: { kind: 'fresh', dimX: task.dimX, dimY: task.dimY, draw: (count, key) => task.sample(count, key) },
  independent: (count, key) => independentDraws(task, count, key),
  steps,
});

/** A bound without reference pairs draws none; any scheme satisfies the contract. */
const noReferences: ReferenceOptions = { mode: 'replace', pool: 'batch', size: 1 };

/** What theory knows of a level: what InfoNCE reads at the optimal critic, and what caps a population whose references are shuffled within the batch. */
function limitsOf(bound: Parameters<typeof minibatchOptimum>[0], task: Task, params: JsonObject, key: Key): JsonObject {
  const batchSize = params.batchSize as number;
  const optimum = minibatchOptimum(bound, task, batchSize, OPTIMUM_BATCHES, foldIn(key, 'optimum'));
  const { mode, pool } = (params.references ?? {}) as JsonObject;
  const shuffled = mode === 'shuffle' && pool === 'batch' && task.logDensityRatio !== undefined;
  return {
    ...(optimum ? { optimum: { nats: optimum.nats, standardError: optimum.standardError } } : {}),
    ...(shuffled ? { cap: { ...mixtureCap(task, batchSize, CAP_DRAWS, foldIn(key, 'cap')) } } : {}),
  };
}

/**
 * Runs one staircase: `{ dimX, dimY, levels: [{ truth, largest, smallest, plateau, optimum?, cap? }], curve }`. One that breaks off is `diverged`, with the levels
 * that it finished; one that throws is `failed`.
 */
export async function runStaircase(
  cell: Cell,
  { baseUrl, onProgress, checkpoint }: ProcedureContext,
): Promise<CellResult> {
  const { params, dataSeed, initSeed } = cell;
  const stepsPerLevel = cell.protocol.stepsPerLevel as number;
  try {
    const climb = params.levels as readonly number[];
    const tasks = await Promise.all(
      climb.map((mi) => createChoice(kinds.task, { ...(params.task as JsonObject), mi }, baseUrl, 'task')),
    );
    const { bound, critic, optimizer } = await neuralParts(params.estimator as JsonObject, baseUrl);
    const batchSize = params.batchSize as number;
    const trained = await trainThroughStages({
      engine: engines.create(cell.engine),
      bound,
      critic,
      optimizer,
      batchSize,
      references: createReferences((params.references ?? noReferences) as ReferenceOptions, { batchSize }),
      stages: tasks.map((task) => stageOf(task, stepsPerLevel)),
      initKey: initialKey(initSeed),
      key: foldIn(trainingKey(dataSeed, initSeed), 'staircase'),
      checkpoint,
      ...(onProgress ? { onProgress: (step: number) => onProgress(step / (stepsPerLevel * tasks.length)) } : {}),
    });
    const { estimates, broken, parameters, flopPerStep } = trained;
    const ofLevel = (k: number) => estimates.subarray(k * stepsPerLevel, (k + 1) * stepsPerLevel);
    const key = foldIn(keyFromSeed(dataSeed), 'limits');
    const levels = tasks.map(
      (task, k): JsonObject => ({
        truth: { ...task.mi },
        ...limitsOf(bound, task, params, foldIn(key, k)),
        ...(ofLevel(k).length === stepsPerLevel ? levelStatistics(ofLevel(k)) : {}),
      }),
    );
    const curve = tasks.flatMap((_, k) => levelCurve(ofLevel(k), k * stepsPerLevel));
    return {
      ...(broken ? { status: 'diverged', ...broken } : { status: 'completed' }),
      dimX: tasks[0].dimX,
      dimY: tasks[0].dimY,
      parameters,
      ...(flopPerStep === undefined ? {} : { flopPerStep }),
      levels,
      curve: {
        step: curve.map(({ step }) => step),
        mean: curve.map(({ mean }) => mean),
        low: curve.map(({ low }) => low),
        high: curve.map(({ high }) => high),
      },
    };
  } catch (error) {
    return { status: 'failed', cause: 'error', reason: explainAllocation(messageOf(error)) };
  }
}
