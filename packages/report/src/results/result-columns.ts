import { type CellRecord, canonicalJson } from '@minebench/core';
import type { EstimateRow } from '../rows/estimate-row.ts';
import { toRows } from '../rows/to-rows.ts';
import type { ColumnKind, TableColumns, TableRow } from './parquet-table.ts';

/** Column types of the estimates; every field of a row but its setting, which the other columns hold. */
const estimateColumns: Readonly<Record<Exclude<keyof EstimateRow, 'setting'>, ColumnKind>> = {
  cell: 'STRING',
  task: 'STRING',
  taskOptions: 'STRING',
  dimension: 'DOUBLE',
  rho: 'DOUBLE',
  truth: 'DOUBLE',
  truthMethod: 'STRING',
  truthStandardError: 'DOUBLE',
  dimX: 'DOUBLE',
  dimY: 'DOUBLE',
  n: 'DOUBLE',
  fresh: 'BOOLEAN',
  batchSize: 'DOUBLE',
  references: 'STRING',
  referencePool: 'STRING',
  referenceSize: 'DOUBLE',
  kind: 'STRING',
  estimator: 'STRING',
  estimatorOptions: 'STRING',
  critic: 'STRING',
  criticOptions: 'STRING',
  optimizer: 'STRING',
  learningRate: 'DOUBLE',
  engine: 'STRING',
  dataSeed: 'DOUBLE',
  initSeed: 'DOUBLE',
  status: 'STRING',
  reason: 'STRING',
  divergedAtStep: 'DOUBLE',
  nats: 'DOUBLE',
  error: 'DOUBLE',
  standardError: 'DOUBLE',
  standardErrorMethod: 'STRING',
  largestWeight: 'DOUBLE',
  reliable: 'BOOLEAN',
  optimalCriticNats: 'DOUBLE',
  optimalCriticStandardError: 'DOUBLE',
  optimalCriticReliable: 'BOOLEAN',
  pValue: 'DOUBLE',
  nullMean: 'DOUBLE',
  nullStandardDeviation: 'DOUBLE',
  minibatchAverage: 'DOUBLE',
  maxOverSelection: 'DOUBLE',
  bestStep: 'DOUBLE',
  stepsRun: 'DOUBLE',
  parameters: 'DOUBLE',
  flopPerStep: 'DOUBLE',
  readoutIds: 'STRINGS',
  readoutNats: 'DOUBLES',
  readoutStandardErrors: 'DOUBLES',
  minibatchStep: 'DOUBLES',
  minibatchMean: 'DOUBLES',
  minibatchStandardDeviation: 'DOUBLES',
  selectionStep: 'DOUBLES',
  selectionNats: 'DOUBLES',
  selectionCriterion: 'DOUBLES',
  selectionConstant: 'DOUBLES',
  code: 'STRING',
  seconds: 'DOUBLE',
  peakMemoryBytes: 'DOUBLE',
};

/**
 * Columns of the table of all records: estimates flat and typed, curves as lists; records of other procedures with their parameters and result as JSON text.
 * Every number is a double, so that a column's type does not depend on its values.
 */
export const resultColumns: TableColumns = {
  procedure: 'STRING',
  ...estimateColumns,
  paramsJson: 'STRING',
  resultJson: 'STRING',
};

export type ResultRow = TableRow;

/** Rows of records: estimates in the order of their names, then those of other procedures as they come. */
export function resultRows(records: readonly CellRecord[]): ResultRow[] {
  const others = records.filter((record) => record.cell.procedure !== 'estimate');
  return [...toRows(records).map((row) => ({ procedure: 'estimate', ...row })), ...others.map(otherRow)];
}

const otherRow = ({ cell, result, provenance }: CellRecord): ResultRow => ({
  procedure: cell.procedure,
  engine: cell.engine,
  dataSeed: cell.dataSeed,
  initSeed: cell.initSeed,
  status: result.status,
  code: cell.code,
  seconds: provenance.seconds,
  peakMemoryBytes: provenance.peakMemoryBytes,
  paramsJson: canonicalJson(cell.params),
  resultJson: canonicalJson(result),
});
