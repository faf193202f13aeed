import type { JsonObject } from '@minebench/core';
import { parquetReadObjects } from 'hyparquet';
import { expect, it } from 'vitest';
import { figureParquet } from '../src/results/figure-rows.ts';

async function readBack(specification: JsonObject) {
  const file = figureParquet(specification)!;
  const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer;
  return (await parquetReadObjects({ file: bytes })) as Record<string, unknown>[];
}

const panel = (values: readonly JsonObject[]): JsonObject => ({ data: { values }, mark: 'point' });

it('has every row of every data set in the specification, wherever it is, each data set once', async () => {
  const estimates = [
    { rho: 0.5, nats: 0.14, estimator: 'dv', reliable: true },
    { rho: 0.9, nats: null, estimator: 'dv', reliable: false },
  ];
  const truth = [{ rho: 0.5, nats: 0.1438 }];
  const rows = await readBack({
    vconcat: [{ layer: [panel(truth), panel(estimates)] }, panel(estimates), panel([{}])],
    datasets: { named: [{ rho: 1 }] },
    usermeta: { data: { values: [{ rho: 99 }] } },
  });
  const [dataset, absent] = ['vega_dataset', { nats: null, estimator: null, reliable: null }];
  expect(rows).toEqual([
    { ...absent, [dataset]: 0, ...truth[0] },
    ...estimates.map((row) => ({ [dataset]: 1, ...row })),
    { ...absent, [dataset]: 2, rho: 1 },
  ]);
});

it('keeps what is no number, text or boolean as JSON, and a column of several kinds as text', async () => {
  const rows = await readBack(
    panel([
      { mixed: 1, list: [1, 2] },
      { mixed: 'a', list: null },
    ]),
  );
  expect(rows).toEqual([
    { vega_dataset: 0, mixed: '1', list: '[1,2]' },
    { vega_dataset: 0, mixed: 'a', list: null },
  ]);
});

it('is nothing for a figure without rows', () => {
  expect(figureParquet({ layer: [panel([{}]), { mark: 'rule' }] })).toBeNull();
});
