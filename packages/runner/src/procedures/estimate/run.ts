import type {
  Cell,
  CellResult,
  CurvePoint,
  EstimateOptions,
  Estimator,
  JsonObject,
  ProcedureContext,
  Protocol,
  ReferenceScheme,
  Task,
} from '@minebench/core';
import { engines } from '@minebench/engine';
import { createNeuralEstimator } from '@minebench/estimators';
import { createReferences, type ReferenceOptions } from '@minebench/generators';
import { createChoice, kinds } from '../../experiment/choices.ts';
import { messageOf } from '../../run/message-of.ts';
import { explainAllocation } from '../array-length.ts';
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

async function createEstimator(choice: JsonObject, baseUrl: string): Promise<Estimator> {
  const { kind, ...baseline } = choice;
  return kind === 'neural'
    ? createNeuralEstimator(await neuralParts(choice, baseUrl))
    : createChoice(kinds.baseline, baseline, baseUrl, 'estimator');
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

const factsOf = ({ mi, dimX, dimY }: Task): JsonObject => ({
  truth: {
    nats: mi.nats,
    method: mi.method,
    ...(mi.standardError === undefined ? {} : { standardError: mi.standardError }),
  },
  dimX,
  dimY,
});

/** Runs one estimate. An estimator that throws gives a `failed` result that still tells the truth of its task. */
export async function runEstimate(cell: Cell, context: ProcedureContext): Promise<CellResult> {
  const { baseUrl } = context;
  const task = await createChoice(kinds.task, cell.params.task, baseUrl, 'task');
  const facts = factsOf(task);
  try {
    const estimator = await createEstimator(cell.params.estimator as JsonObject, baseUrl);
    const options = estimateOptions(cell, context);
    const split = sampleSplit(task, cell.params.n as number | 'fresh', options.protocol, cell.dataSeed);
    const estimate = await estimator.estimate(split, options, trainingKey(cell.dataSeed, cell.initSeed));
    return { ...facts, ...requireFinite(estimate) } as unknown as CellResult;
  } catch (error) {
    const reason = explainAllocation(messageOf(error));
    return { status: 'failed', cause: 'error', reason, ...facts };
  }
}
