import { type CellRecord, canonicalJson } from '@minebench/core';
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import type { EstimateRow } from '../rows/estimate-row.ts';
import { toRows } from '../rows/to-rows.ts';

type Kind = 'STRING' | 'DOUBLE' | 'BOOLEAN' | 'STRINGS' | 'DOUBLES';

/** Column types of the estimates; every field of a row but its setting, which the other columns hold. */
const estimateColumns: Readonly<Record<Exclude<keyof EstimateRow, 'setting'>, Kind>> = {
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
  code: 'STRING',
  seconds: 'DOUBLE',
  peakMemoryBytes: 'DOUBLE',
};

interface Element {
  readonly name: string;
  readonly [key: string]: unknown;
}

const scalar = (name: string, kind: 'STRING' | 'DOUBLE' | 'BOOLEAN'): Element => ({
  name,
  repetition_type: 'OPTIONAL',
  ...(kind === 'STRING' ? { type: 'BYTE_ARRAY', converted_type: 'UTF8' } : { type: kind }),
});

/** The three-level list of the Parquet format. */
const list = (name: string, kind: 'STRING' | 'DOUBLE'): Element[] => [
  { name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  scalar('element', kind),
];

const elements = (name: string, kind: Kind): Element[] =>
  kind === 'STRINGS' ? list(name, 'STRING') : kind === 'DOUBLES' ? list(name, 'DOUBLE') : [scalar(name, kind)];

/**
 * All records as one Parquet file, a row each: estimates flat and typed, curves as lists; records of other procedures with their parameters and
 * result as JSON text. Every number is a double, so that a column's type does not depend on its values.
 */
export function resultsParquet(records: readonly CellRecord[]): Buffer {
  const estimates = toRows(records);
  const others = records.filter((record) => record.cell.procedure !== 'estimate');
  const names = Object.keys(estimateColumns) as (keyof typeof estimateColumns)[];
  const ofOther = (record: CellRecord, name: string): unknown =>
    ({
      engine: record.cell.engine,
      dataSeed: record.cell.dataSeed,
      initSeed: record.cell.initSeed,
      status: record.result.status,
      code: record.cell.code,
      seconds: record.provenance.seconds,
      peakMemoryBytes: record.provenance.peakMemoryBytes,
    })[name] ?? null;
  const columns: { name: string; kind: Kind; data: unknown[] }[] = [
    {
      name: 'procedure',
      kind: 'STRING',
      data: [...estimates.map(() => 'estimate'), ...others.map((record) => record.cell.procedure)],
    },
    ...names.map((name) => ({
      name,
      kind: estimateColumns[name],
      data: [...estimates.map((row) => row[name] as unknown), ...others.map((record) => ofOther(record, name))],
    })),
    ...(['params', 'result'] as const).map((name) => ({
      name: `${name}Json`,
      kind: 'STRING' as const,
      data: [
        ...estimates.map(() => null),
        ...others.map((record) => canonicalJson(name === 'params' ? record.cell.params : record.result)),
      ],
    })),
  ];
  const schema = [
    { name: 'root', num_children: columns.length },
    ...columns.flatMap(({ name, kind }) => elements(name, kind)),
  ];
  const written = parquetWriteBuffer({
    columnData: columns.map(({ name, data }) => ({ name, data })) as ColumnSource[],
    schema: schema as unknown as NonNullable<Parameters<typeof parquetWriteBuffer>[0]['schema']>,
    createdBy: 'minebench',
  });
  return Buffer.from(written);
}
