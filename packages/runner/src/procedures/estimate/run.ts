import type {
  Bound,
  Cell,
  CellResult,
  CurvePoint,
  EstimateOptions,
  Estimator,
  JsonObject,
  ProcedureContext,
  Protocol,
  ReferenceScheme,
  Split,
} from '@minebench/core';
import { engines } from '@minebench/engine';
import { createNeuralEstimator } from '@minebench/estimators';
import { createReferences, type ReferenceOptions } from '@minebench/generators';
import { createChoice, kinds } from '../../experiment/choices.ts';
import { messageOf } from '../../run/message-of.ts';
import { explainAllocation } from '../array-length.ts';
import { factsOfTask } from '../facts-of-task.ts';
import { HOST } from '../host.ts';
import { neuralParts } from './estimators.ts';
import { requireFinite } from './result.ts';
import { initialKey, sampleSplit, trainingKey } from './split.ts';

/** References within a held-out part: independent draws, or pairs of its rows that differ. */
const heldOutReferences = (mode: Protocol['evaluationMode'], rows: number, size: number): ReferenceScheme =>
  createReferences(mode === 'fresh' ? { mode, pool: 'sample', size } : { mode, pool: 'sample', size, distinct: true }, {
    batchSize: rows,
    n: rows,
  });

/** Classical estimators, and bounds without references, draw none; any scheme satisfies the contract. */
const noReferences: ReferenceOptions = { mode: 'replace', pool: 'batch', size: 1 };

/** Training references as a cell has them; uniform ones are drawn by the estimator, which takes their number alone. */
function trainingReferences({ references, batchSize = 1, n }: JsonObject): ReferenceScheme {
  const { mode, size } = (references ?? noReferences) as JsonObject;
  if (mode === 'uniform') return { mode, pool: 'sample', size: size as number };
  return createReferences((references ?? noReferences) as ReferenceOptions, {
    batchSize: batchSize as number,
    ...(n === 'fresh' ? {} : { n: n as number }),
  });
}

/** What a study changes of an estimate. */
export interface Variation {
  /** The parts that it is made from. */
  split?(split: Split): Split;
  /** Bounds to read on the trained critic, beside those of the cell. */
  readouts?(bound: Bound): readonly Bound[];
}

async function createEstimator(choice: JsonObject, baseUrl: string, { readouts }: Variation): Promise<Estimator> {
  const { kind, ...baseline } = choice;
  if (kind !== 'neural') return createChoice(kinds.baseline, baseline, baseUrl, 'estimator');
  const parts = await neuralParts(choice, baseUrl);
  return createNeuralEstimator({ ...parts, readouts: [...parts.readouts, ...(readouts?.(parts.bound) ?? [])] });
}

function estimateOptions(cell: Cell, { onProgress, checkpoint, engine }: ProcedureContext): EstimateOptions {
  const protocol = cell.protocol as unknown as Protocol;
  const { evaluationMode, selectionSize, selectionReferences, evaluationSize, evaluationReferences } = protocol;
  return {
    engine: engine ?? engines.create(cell.engine === HOST ? 'tfjs:cpu' : cell.engine),
    protocol,
    batchSize: (cell.params.batchSize as number | undefined) ?? 1,
    references: trainingReferences(cell.params),
    selectionReferences: heldOutReferences(evaluationMode, selectionSize, selectionReferences),
    evaluationReferences: heldOutReferences(evaluationMode, evaluationSize, evaluationReferences),
    initKey: initialKey(cell.initSeed),
    ...(onProgress ? { onProgress: (point: CurvePoint) => onProgress(point.step / protocol.steps, point) } : {}),
    ...(checkpoint ? { checkpoint } : {}),
  };
}

/** Runs one estimate. An estimator that throws gives a `failed` result that still tells the truth of its task. */
export async function runEstimate(
  cell: Cell,
  context: ProcedureContext,
  variation: Variation = {},
): Promise<CellResult> {
  const { baseUrl } = context;
  const task = await createChoice(kinds.task, cell.params.task, baseUrl, 'task');
  const facts = factsOfTask(task);
  try {
    const estimator = await createEstimator(cell.params.estimator as JsonObject, baseUrl, variation);
    const options = estimateOptions(cell, context);
    const split = sampleSplit(task, cell.params.n as number | 'fresh', options.protocol, cell.dataSeed);
    const estimate = await estimator.estimate(
      variation.split?.(split) ?? split,
      options,
      trainingKey(cell.dataSeed, cell.initSeed),
    );
    return { ...facts, ...requireFinite(estimate) } as unknown as CellResult;
  } catch (error) {
    const reason = explainAllocation(messageOf(error));
    return { status: 'failed', cause: 'error', reason, ...facts };
  }
}
