import type { CellRecord, JsonObject } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import { correlatedGaussianInformation, truthCurve } from '../src/figures/truth-curve.ts';
import { miAgainstRho } from '../src/index.ts';
import { toRows } from '../src/rows/to-rows.ts';
import { estimateRecord, gaussianMi } from './build-records.ts';

const swept = [0, 0.3, 0.6, 0.8, 0.95];
const records = (task: string, truth?: number, dimension = 1): CellRecord[] =>
  swept.map((rho) => estimateRecord({ task: { id: task, dimension, rho }, ...(truth === undefined ? {} : { truth }) }));

test('the closed form by other means: 1/2 log of 1/(1 - rho^2) where that is a whole number, a copy a dimension, even in rho', () => {
  expect(correlatedGaussianInformation(1, Math.sqrt(3) / 2)).toBeCloseTo(Math.log(2), 14);
  expect(correlatedGaussianInformation(20, 0.9)).toBeCloseTo(-10 * Math.log(0.19), 12);
  expect(correlatedGaussianInformation(5, -0.4)).toBe(correlatedGaussianInformation(5, 0.4));
  expect(Object.is(correlatedGaussianInformation(3, 0), 0)).toBe(true);
  // no digits are lost near independence: I -> rho^2 / 2
  expect(correlatedGaussianInformation(1, 1e-9) / 5e-19).toBeCloseTo(1, 12);
});

describe('between the settings of a correlated Gaussian', () => {
  const curve = truthCurve(toRows(records('gaussian')));

  test('lies the closed form, not a spline: .830 at rho = .9, where a spline through the settings reads .913', () => {
    expect(curve?.kind).toBe('exact');
    const points = curve?.points ?? [];
    for (const { rho, nats } of points) expect(nats).toBeCloseTo(gaussianMi(1, rho), 12);
    const after = points.findIndex(({ rho }) => rho > 0.9);
    expect(points[after].nats).toBeGreaterThan(gaussianMi(1, 0.9));
    expect(points[after - 1].nats).toBeLessThanOrEqual(gaussianMi(1, 0.9));
  });

  test('its grid is so dense that a straight line between two points is within half a hundredth of the range', () => {
    const points = curve?.points ?? [];
    expect([points[0].rho, points[points.length - 1].rho]).toEqual([0, 0.95]);
    for (let k = 1; k < points.length; k++) {
      const [a, b] = [points[k - 1], points[k]];
      expect(b.rho).toBeGreaterThan(a.rho);
      const chord = (a.nats + b.nats) / 2 - gaussianMi(1, (a.rho + b.rho) / 2);
      expect(Math.abs(chord)).toBeLessThan(0.005 * gaussianMi(1, 0.95));
    }
  });
});

test.each([
  ['another task', records('student')],
  [
    'a record whose truth is not the formula',
    [...records('gaussian').slice(1), estimateRecord({ task: { id: 'gaussian', dimension: 1, rho: 0 }, truth: 1e-6 })],
  ],
  [
    'a record of another dimension',
    [...records('gaussian'), estimateRecord({ task: { id: 'gaussian', dimension: 2, rho: 0.9 } })],
  ],
])('%s: straight segments from truth to truth', (_, all) => {
  const rows = toRows(all);
  const curve = truthCurve(rows);
  expect(curve?.kind).toBe('segments');
  expect(curve?.points).toHaveLength(new Set(rows.map((row) => row.rho)).size);
});

test('several truths at one correlation are joined by nothing', () => {
  const both = [...records('gaussian', undefined, 1), ...records('gaussian', undefined, 2)];
  expect(truthCurve(toRows(both))).toBeNull();
  expect(truthCurve(toRows(records('gaussian').slice(0, 1)))).toBeNull();
  expect(truthCurve([])).toBeNull();
});

const layersOf = (specification: JsonObject | null) =>
  (
    (specification?.concat ?? []) as unknown as { layer: { mark: JsonObject; data: { values: JsonObject[] } }[] }[]
  ).flatMap((panel) => panel.layer);

describe('miAgainstRho', () => {
  test.each(['gaussian', 'student'])('invents no value: no mark of %s is interpolated', (task) => {
    const specification = miAgainstRho({ id: 'a' }).draw(records(task));
    expect(JSON.stringify(specification)).not.toContain('interpolate');
  });

  test('says where the truth is known only at its ticks, and draws the segments dashed', () => {
    const styles = (all: readonly CellRecord[]) =>
      layersOf(miAgainstRho({ id: 'a' }).draw(all)).map(({ mark }) => mark.style);
    const told = (all: readonly CellRecord[]) => JSON.stringify(miAgainstRho({ id: 'a' }).draw(all)?.title);
    expect(styles(records('gaussian'))).toContain('truthCurve');
    expect(told(records('gaussian'))).not.toContain('segments');
    expect(styles(records('student'))).toContain('truthSegments');
    expect(told(records('student'))).toContain('dashed segments');
  });

  test('the truth has a tick at each swept correlation, drawn after the estimates', () => {
    const layers = layersOf(miAgainstRho({ id: 'a' }).draw(records('gaussian')));
    const at = (style: string) => layers.findIndex(({ mark }) => mark.style === style);
    expect(layers[at('truthMark')].data.values).toEqual(swept.map((rho) => ({ rho, nats: gaussianMi(1, rho) })));
    expect(at('truthMark')).toBeGreaterThan(at('replicate'));
    expect(at('truthCurve')).toBe(0);
  });
});
