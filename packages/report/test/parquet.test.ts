import { parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { toRows } from '../src/index.ts';
import { resultsParquet } from '../src/results/results-parquet.ts';
import { estimateRecord } from './build-records.ts';
import { oracleRecords, quickstartRecords } from './sample-records.ts';

const readBack = async (file: Buffer) => {
  const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer;
  return (await parquetReadObjects({ file: bytes })) as Record<string, unknown>[];
};

test('estimates read back as they were, curves as lists', async () => {
  const rows = toRows(quickstartRecords);
  const read = await readBack(resultsParquet(quickstartRecords));
  expect(read).toHaveLength(rows.length);
  rows.forEach((row, index) => {
    const { setting: _, ...columns } = row;
    expect(read[index]).toMatchObject({ procedure: 'estimate', ...columns });
  });
});

test('gaps in curves, empty curves and absent numbers stay what they are', async () => {
  const record = estimateRecord({ minibatch: { step: [1, 2, 3], mean: [0.1, null, 0.3], standardDeviation: [] } });
  const [row] = await readBack(resultsParquet([record]));
  expect(row.minibatchMean).toEqual([0.1, null, 0.3]);
  expect(row.minibatchStandardDeviation).toEqual([]);
  expect(row.reason).toBeNull();
  expect(row.bestStep).toBeNull();
});

test('records of other procedures keep parameters and result as JSON', async () => {
  const read = await readBack(resultsParquet([...oracleRecords, estimateRecord()]));
  const oracle = read.filter((row) => row.procedure === 'oracle');
  expect(oracle).toHaveLength(2);
  expect(JSON.parse(String(oracle[0].resultJson))).toEqual(oracleRecords[0].result);
  expect(JSON.parse(String(oracle[0].paramsJson))).toEqual(oracleRecords[0].cell.params);
});

test('no records: a table without rows, with all its columns', async () => {
  expect(await readBack(resultsParquet([]))).toEqual([]);
});
