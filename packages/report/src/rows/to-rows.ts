import { createHash } from 'node:crypto';
import { type CellRecord, canonicalJson, type Json, type JsonObject } from '@minebench/core';
import type { EstimateRow } from './estimate-row.ts';
import { booleanAt, numberAt, numbersAt, objectAt, textAt, without } from './json-access.ts';
import { settingOf } from './setting.ts';

const optionsText = (options: JsonObject, ...named: readonly string[]): string =>
  canonicalJson(without(options, 'id', ...named));

const steps = (value: Json | undefined): number[] => numbersAt(value).filter((step) => step !== null);

/** An estimate that is not a finite number is no estimate: it counts as diverged, with that reason. */
const statusOf = (result: CellRecord['result'], nats: number | null): Pick<EstimateRow, 'status' | 'reason'> =>
  result.status === 'completed' && nats === null
    ? { status: 'diverged', reason: 'the estimate on the evaluation part is not a finite number' }
    : { status: result.status, reason: textAt(result.reason) };

function toRow(record: CellRecord): EstimateRow {
  const { cell, result, provenance } = record;
  const task = objectAt(cell.params.task);
  const estimator = objectAt(cell.params.estimator);
  const neural = estimator.kind === 'neural';
  const bound = neural ? objectAt(estimator.bound) : without(estimator, 'kind');
  const critic = neural ? objectAt(estimator.critic) : null;
  const optimizer = objectAt(estimator.optimizer);
  const references = objectAt(cell.params.references);
  const truth = objectAt(result.truth);
  const truthNats = numberAt(truth.nats);
  const evaluation = objectAt(result.evaluation);
  const nats = numberAt(evaluation.nats);
  const readouts = objectAt(result.readouts);
  const readoutIds = Object.keys(readouts).sort();
  const minibatch = objectAt(result.minibatch);
  const selection = objectAt(result.selection);
  const optimal = objectAt(result.optimalCritic);
  const test = objectAt(result.permutationTest);
  return {
    cell: createHash('sha256')
      .update(canonicalJson({ ...cell }))
      .digest('hex'),
    setting: settingOf(cell),
    task: textAt(task.id) ?? '?',
    taskOptions: optionsText(task),
    dimension: numberAt(task.dimension) ?? numberAt(result.dimX),
    rho: numberAt(task.rho),
    truth: truthNats,
    truthMethod: textAt(truth.method),
    truthStandardError: numberAt(truth.standardError),
    dimX: numberAt(result.dimX),
    dimY: numberAt(result.dimY),
    n: numberAt(cell.params.n),
    fresh: cell.params.n === 'fresh',
    batchSize: numberAt(cell.params.batchSize),
    references: textAt(references.mode),
    referencePool: textAt(references.pool),
    referenceSize: numberAt(references.size),
    kind: neural ? 'neural' : 'baseline',
    estimator: textAt(bound.id) ?? '?',
    estimatorOptions: optionsText(bound),
    critic: critic && textAt(critic.id),
    criticOptions: critic && optionsText(critic),
    optimizer: textAt(optimizer.id),
    learningRate: numberAt(optimizer.learningRate),
    engine: cell.engine,
    dataSeed: cell.dataSeed,
    initSeed: cell.initSeed,
    ...statusOf(result, nats),
    divergedAtStep: result.status === 'diverged' ? numberAt(result.step) : null,
    nats,
    error: nats === null || truthNats === null ? null : nats - truthNats,
    standardError: evaluation.standardErrorMethod === 'none' ? null : numberAt(evaluation.standardError),
    standardErrorMethod: textAt(evaluation.standardErrorMethod),
    largestWeight: numberAt(evaluation.largestWeight),
    reliable: booleanAt(evaluation.reliable),
    optimalCriticNats: numberAt(optimal.nats),
    optimalCriticStandardError: optimal.standardErrorMethod === 'none' ? null : numberAt(optimal.standardError),
    optimalCriticReliable: booleanAt(optimal.reliable),
    pValue: numberAt(test.pValue),
    nullMean: numberAt(test.nullMean),
    nullStandardDeviation: numberAt(test.nullStandardDeviation),
    minibatchAverage: numberAt(result.minibatchAverage),
    maxOverSelection: numberAt(result.maxOverSelection),
    bestStep: numberAt(selection.bestStep),
    stepsRun: numberAt(result.stepsRun),
    parameters: numberAt(result.parameters),
    flopPerStep: numberAt(result.flopPerStep),
    readoutIds,
    readoutNats: readoutIds.map((id) => numberAt(objectAt(readouts[id]).nats)),
    readoutStandardErrors: readoutIds.map((id) => numberAt(objectAt(readouts[id]).standardError)),
    minibatchStep: steps(minibatch.step),
    minibatchMean: numbersAt(minibatch.mean),
    minibatchStandardDeviation: numbersAt(minibatch.standardDeviation),
    selectionStep: steps(selection.step),
    selectionNats: numbersAt(selection.nats),
    selectionCriterion: numbersAt(selection.criterion),
    selectionConstant: numbersAt(selection.constant),
    code: cell.code,
    seconds: provenance.seconds,
    peakMemoryBytes: provenance.peakMemoryBytes,
  };
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The `estimate` records as flat rows, in an order that depends on the records alone, so that the same records give the same files.
 * A record of a failure that does not know its truth takes it from another record of the same task.
 */
export function toRows(records: readonly CellRecord[]): EstimateRow[] {
  const rows = records
    .filter((record) => record.cell.procedure === 'estimate')
    .map(toRow)
    .sort((a, b) => byText(a.cell, b.cell));
  const taskKey = (row: EstimateRow): string => `${row.task} ${row.taskOptions}`;
  const known = new Map(rows.filter((row) => row.truth !== null).map((row) => [taskKey(row), row]));
  return rows.map((row) => {
    const sibling = row.truth === null ? known.get(taskKey(row)) : undefined;
    return sibling ? { ...row, truth: sibling.truth, truthMethod: sibling.truthMethod } : row;
  });
}
