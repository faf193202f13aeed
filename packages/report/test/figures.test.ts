import type { CellRecord, Figure, JsonObject } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import { biasAndVariance, convergenceCurves, identityGate, miAgainstRho, surfaces } from '../src/index.ts';
import { vegaSvg } from '../src/render/vega-svg.ts';
import { lightConfig } from '../src/theme/config.ts';
import { estimateRecord, gaussianMi } from './build-records.ts';
import { oracleRecords, quickstartRecords, rhoRecords, sweepRecords } from './sample-records.ts';

type Row = Readonly<Record<string, unknown>>;

/** All inline data of a specification whose mark has the style or type. */
const dataOf = (specification: JsonObject | null, mark: string): Row[] =>
  JSON.stringify(specification) === 'null'
    ? []
    : (
        (specification?.concat ?? []) as unknown as {
          layer: { mark: { style?: string; type: string }; data: { values: Row[] } }[];
        }[]
      )
        .flatMap((panel) => panel.layer)
        .filter((layer) => layer.mark.style === mark || (layer.mark.style === undefined && layer.mark.type === mark))
        .flatMap((layer) => layer.data.values);

const subtitle = (specification: JsonObject | null): string => {
  const title = specification?.title as { subtitle: string[] } | undefined;
  return (title?.subtitle ?? []).join('\n');
};

const figures: [string, Figure, readonly CellRecord[]][] = [
  ['miAgainstRho', miAgainstRho({ id: 'a' }), rhoRecords],
  ['biasAndVariance', biasAndVariance({ id: 'a' }), rhoRecords],
  ['convergenceCurves', convergenceCurves({ id: 'a' }), quickstartRecords],
  ['surfaces', surfaces({ id: 'a' }), sweepRecords],
];

describe.each(figures)('%s', (_, figure, records) => {
  test('counts what gave no estimate, in its subtitle', () => {
    const lost = records.filter((record) => record.result.status !== 'completed');
    const text = subtitle(figure.draw(records));
    expect(text).toContain(`${records.length} cells: ${records.length - lost.length} completed`);
    for (const status of ['diverged', 'failed']) {
      const count = lost.filter((record) => record.result.status === status).length;
      expect(text).toContain(`${count > 0 ? count : 'none'} ${status}`);
    }
  });

  test('draws nothing without records', () => {
    expect(figure.draw([])).toBeNull();
  });

  test('does not depend on the order of the records', () => {
    expect(figure.draw([...records].reverse())).toEqual(figure.draw(records));
  });
});

test('miAgainstRho draws every replicate, the truth, and lost and off-scale cells on the edge', () => {
  const specification = miAgainstRho({ id: 'a', where: { dimension: 20 } }).draw(rhoRecords);
  const truth = dataOf(specification, 'truthMark');
  expect(truth).toHaveLength(15);
  for (const point of truth) expect(point.nats).toBe(gaussianMi(20, Number(point.rho)));
  // 180 cells, of which one diverged, one failed, one reads -4000
  const shown = dataOf(specification, 'replicate');
  expect(shown.filter((point) => 'nats' in point).length).toBe(2 * 177);
  const edge = dataOf(specification, 'text');
  expect(edge.filter((mark) => mark.label === '▼')).toHaveLength(2);
  expect(edge.filter((mark) => mark.label === '×').map((mark) => mark.reason)).toEqual(
    Array(2).fill('2 of 3: diverged: infinite; failed: killed after 600 s'),
  );
  expect(subtitle(specification)).toContain('1 value off scale');
});

test('miAgainstRho: a replicate at -4000 leaves the axes where they were', () => {
  const domains = (records: readonly CellRecord[]) =>
    [
      ...JSON.stringify(miAgainstRho({ id: 'a', where: { dimension: 20 } }).draw(records)).matchAll(
        /"domain":\[(-?[\d.]+),/g,
      ),
    ].map((match) => Number(match[1]));
  expect(Math.min(...domains(rhoRecords))).toBeGreaterThan(-40);
});

test('biasAndVariance takes the first parameter that varies within a panel as its axis', () => {
  const axisOf = (records: readonly CellRecord[]) => JSON.stringify(biasAndVariance({ id: 'a' }).draw(records));
  expect(axisOf(rhoRecords)).toContain('correlation ρ');
  expect(axisOf(sweepRecords)).toContain('"batch size"');
});

test('biasAndVariance draws standard deviations by default and variances on request', () => {
  const records = [0.9, 1.1, 1.3].map((nats, dataSeed) => estimateRecord({ nats, truth: 1, dataSeed }));
  const spreads = (variance: boolean) =>
    dataOf(biasAndVariance({ id: 'a', variance }).draw(records), 'mean').map((point) => Number(point.value));
  expect(spreads(false)[1]).toBeCloseTo(0.2, 12);
  expect(spreads(true)[1]).toBeCloseTo(0.04, 12);
  expect(spreads(true)[0]).toBeCloseTo(0.1, 12);
});

test.each([
  ['rho', [0.5]],
  ['rho', [0, 0.95]],
  ['batchSize', [2048]],
  ['dimension', [20]],
  ['dimension', [1, 20]],
])('biasAndVariance: marks that are shifted off %s = %j stay within their panel', (x, positions) => {
  const records = positions.flatMap((position) =>
    ['dv', 'mine', 'mine-f', 'infonce'].map((bound) =>
      estimateRecord({
        bound,
        truth: 1,
        nats: 0.9,
        task: { id: 'gaussian', dimension: x === 'dimension' ? position : 1, rho: x === 'rho' ? position : 0.5 },
        ...(x === 'batchSize' ? { batchSize: position } : {}),
      }),
    ),
  );
  const drawn = biasAndVariance({ id: 'a', x }).draw(records);
  const [panel] = (drawn?.concat ?? []) as unknown as {
    layer: { encoding: { x?: { scale: { domain: number[] } } } }[];
  }[];
  const domain = panel.layer.find(({ encoding }) => encoding.x)?.encoding.x?.scale.domain ?? [];
  const marks = dataOf(drawn, 'mean').map((mark) => Number(mark.x));
  expect(new Set(marks).size).toBe(4 * positions.length);
  expect(Math.min(...marks)).toBeGreaterThan(domain[0]);
  expect(Math.max(...marks)).toBeLessThan(domain[1]);
});

test('the scale of the series names neural estimators first, then classical ones', () => {
  const drawn = JSON.stringify(miAgainstRho({ id: 'a' }).draw(rhoRecords));
  expect(drawn).toContain('"domain":["DV","MINE","MINE-f","KSG"]');
});

test('figures say that there is no interval and draw none below five completed replicates', () => {
  const replicates = (count: number) =>
    Array.from({ length: count }, (_, dataSeed) => estimateRecord({ nats: 0.1 + 0.02 * dataSeed, dataSeed }));
  const drawn = (count: number) =>
    [miAgainstRho({ id: 'a' }), biasAndVariance({ id: 'a' }), surfaces({ id: 'a' })].map((figure) =>
      figure.draw(replicates(count)),
    );
  for (const specification of drawn(4)) {
    expect(subtitle(specification)).toContain('no intervals: fewer than five completed replicates');
    expect(dataOf(specification, 'rule').concat(dataOf(specification, 'interval'))).toEqual([]);
    expect(JSON.stringify(specification)).not.toMatch(/\.\d{3}, −?\.\d{3}/);
  }
  const [against, bias, tiles] = drawn(5);
  for (const specification of [against, bias, tiles]) expect(subtitle(specification)).not.toContain('interval');
  expect(dataOf(against, 'interval')).toHaveLength(1);
  expect(dataOf(bias, 'rule')).toHaveLength(2);
  expect(JSON.stringify(tiles)).toMatch(/\.\d{3}, −?\.\d{3}/);
});

test('ticks at given positions say the position itself, not a rounded one', async () => {
  const records = [0.3, 0.95].map((rho) => estimateRecord({ task: { id: 'gaussian', dimension: 1, rho } }));
  const svg = await vegaSvg({ ...biasAndVariance({ id: 'a' }).draw(records), config: lightConfig });
  expect(svg).toContain('>0.95<');
});

test('convergenceCurves marks the kept step, the truth and where a cell diverged', () => {
  const specification = convergenceCurves({ id: 'a' }).draw(quickstartRecords);
  expect(new Set(dataOf(specification, 'best').map((point) => point.step))).toEqual(new Set([3000]));
  expect(new Set(dataOf(specification, 'truth').map((point) => point.truth))).toEqual(
    new Set([0, 0.2, 0.4, 0.6, 0.8].map((rho) => gaussianMi(1, rho))),
  );
  expect(
    dataOf(specification, 'text')
      .filter((mark) => mark.label === '×')
      .map((mark) => mark.step),
  ).toEqual([700]);
});

test('surfaces: every tile has its number and interval, and says how many cells it lost', () => {
  const specification = surfaces({ id: 'a' }).draw(sweepRecords);
  const tiles = dataOf(specification, 'rect');
  const missing = dataOf(specification, 'tileMissing');
  // 18 tiles for bias, 18 for the standard deviation; one of each has no completed replicate
  expect(tiles).toHaveLength(34);
  expect(missing.map((tile) => tile.label)).toEqual(['6/6 ×', '6/6 ×']);
  for (const tile of tiles) {
    expect(tile.label).toMatch(/^−?\d\.\d{3}$/);
    expect(tile.interval).toMatch(/^−?\.\d{3}, −?\.\d{3}$/);
  }
  expect(tiles.filter((tile) => tile.lost === '1/6 ×')).toHaveLength(2);
  // what a tile says is drawn, not only at hand for a tooltip
  const written = dataOf(specification, 'tileDark').concat(dataOf(specification, 'tileLight'));
  expect(written).toHaveLength(34 + 34 + 2);
});

test('identityGate draws I - 1, I and I + 1 and a mark with its error bar for each value', () => {
  const specification = identityGate({ id: 'a' }).draw(oracleRecords);
  for (const rho of [0.5, 0.8])
    expect(dataOf(specification, 'reference').map((line) => line.nats)).toEqual(
      expect.arrayContaining([-1, 0, 1].map((offset) => gaussianMi(1, rho) + offset)),
    );
  const marks = dataOf(specification, 'replicate');
  expect(marks).toHaveLength(8);
  for (const mark of marks) expect(Number(mark.high) - Number(mark.low)).toBeCloseTo(0.006, 9);
  expect(identityGate({ id: 'a' }).draw(quickstartRecords)).toBeNull();
});
