import type { CellRecord, Figure, JsonObject } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import { informationMap, miAgainstTruth, replicateStrips } from '../src/index.ts';
import { vegaSvg } from '../src/render/vega-svg.ts';
import { lightConfig } from '../src/theme/config.ts';
import { estimateRecord } from './build-records.ts';
import { expectLegible } from './journal-column.ts';

const draw = (specification: JsonObject | null): Promise<string> =>
  vegaSvg({ ...specification, config: lightConfig } as never);

/** Three estimators at four truths with two seeds: one diverges at the highest, one reads -4000 there. */
const highRecords: readonly CellRecord[] = [1, 10, 20, 40].flatMap((mi) =>
  ['mine', 'infonce', 'ksg'].flatMap((id) =>
    [0, 1].map((dataSeed) =>
      estimateRecord({
        task: { id: 'gaussian', dimension: 20, mi },
        truth: mi,
        ...(id === 'ksg' ? { baseline: { id, k: 3 } } : { bound: id }),
        n: 10_000,
        dataSeed,
        nats: id === 'infonce' && mi === 40 && dataSeed === 1 ? -4000 : Math.min(mi, 4.5) + 0.01 * dataSeed,
        ...(id === 'mine' && mi === 40 ? { diverged: 'infinite' } : {}),
      }),
    ),
  ),
);

const mapRecords: readonly CellRecord[] = ['x', 'sin'].flatMap((f, i) =>
  [0.1, 0.5].flatMap((sigma, j) =>
    [0, 1].map((dataSeed) =>
      estimateRecord({
        task: { id: 'equitability', f, sigma },
        truth: 1.5 - 0.5 * i - 0.8 * j,
        bound: 'mine',
        dataSeed,
        nats: 1.4 - 0.5 * i - 0.8 * j,
        ...(i === 1 && j === 1 ? { diverged: 'infinite' } : {}),
      }),
    ),
  ),
);

const figures: [string, Figure, readonly CellRecord[], readonly string[]][] = [
  ['miAgainstTruth', miAgainstTruth({ id: 'a' }), highRecords, ['MINE', 'InfoNCE', 'KSG', 'log n', 'log b', '2×', '▼']],
  [
    'informationMap',
    informationMap({ id: 'a', x: 'sigma', y: 'f', labels: { sin: 'sin x' } }),
    mapRecords,
    ['sin x', 'noise σ', '1.400', '1.500', '×'],
  ],
  [
    'replicateStrips',
    replicateStrips({ id: 'a', labelOf: () => 'fresh pairs', panelOf: () => 'a panel' }),
    highRecords.filter(({ cell }) => (cell.params.task as JsonObject).mi === 40),
    ['MINE, fresh pairs', 'a panel', '2×'],
  ],
];

describe.each(figures)('%s', (_, figure, records, labels) => {
  test('counts what gave no estimate, and draws its labels without a complaint', async () => {
    const specification = figure.draw(records);
    const lost = records.filter(({ result }) => result.status === 'diverged').length;
    expect(JSON.stringify(specification?.title)).toContain(`${records.length - lost} completed, ${lost} diverged`);
    const svg = await draw(specification);
    for (const label of labels) expect(svg).toContain(label);
  });

  test('draws nothing without records, and the same in any order of them', () => {
    expect(figure.draw([])).toBeNull();
    expect(figure.draw([...records].reverse())).toEqual(figure.draw(records));
  });
});

test('miAgainstTruth: a replicate at -4000 and diverged cells leave the scale where it was', () => {
  const domains = [
    ...JSON.stringify(miAgainstTruth({ id: 'a' }).draw(highRecords)).matchAll(/"domain":\[(-?[\d.]+),/g),
  ];
  expect(domains.length).toBeGreaterThan(0);
  expect(Math.min(...domains.map((match) => Number(match[1])))).toBeGreaterThan(-20);
});

test.each([2, 3])('miAgainstTruth fits a journal’s column, %i panels a row', async (columns) => {
  expectLegible(await draw(miAgainstTruth({ id: 'a', columns }).draw(highRecords)));
});

test('miAgainstTruth draws the logarithms of the sizes that limit its estimators', () => {
  const text = JSON.stringify(miAgainstTruth({ id: 'a' }).draw(highRecords));
  expect(text).toContain(`"nats":${Math.log(10_000)},"label":"log n"`);
  expect(text).toContain(`"nats":${Math.log(128)},"label":"log b"`);
});
