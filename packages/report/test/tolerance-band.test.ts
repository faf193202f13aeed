import type { JsonObject } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import { dodge } from '../src/figures/dodge.ts';
import { toleranceBand } from '../src/figures/tolerance-band.ts';
import { miAgainstRho } from '../src/index.ts';
import { estimateRecord, gaussianMi } from './build-records.ts';

const tolerance = { absolute: 0.05, relative: 0.1 };

test('each setting has its own step, from halfway to its neighbours, and the outer ones reach the edges', () => {
  const truths = [
    { rho: 0, nats: 0 },
    { rho: 0.6, nats: 1 },
    { rho: 0.8, nats: 3 },
  ];
  const band = toleranceBand(truths, [-0.1, 0.9], tolerance);
  expect(band.map(({ x }) => Number(x.toFixed(12)))).toEqual([-0.1, 0.3, 0.3, 0.7, 0.7, 0.9]);
  expect(band.map((corner) => Number(corner.tolerance.toFixed(12)))).toEqual([0.05, 0.05, 0.1, 0.1, 0.3, 0.3]);
});

test('of two truths at one correlation the smaller sets the step', () => {
  const truths = [
    { rho: 0.5, nats: 1 },
    { rho: 0.5, nats: 2 },
  ];
  expect(toleranceBand(truths, [0, 1], tolerance)).toEqual([
    { x: 0, tolerance: 0.1 },
    { x: 1, tolerance: 0.1 },
  ]);
});

interface Layer {
  readonly mark: { readonly style?: string };
  readonly data: { readonly values: readonly Readonly<Record<string, number>>[] };
}

describe.each([
  ['quickstart', [0, 0.3, 0.6, 0.8, 0.95]],
  ['close to the ends', [-0.99, -0.95, -0.9, 0, 0.9, 0.95, 0.99]],
  ['a single correlation', [0.5]],
])('%s', (_, rhos) => {
  const records = rhos.flatMap((rho) =>
    ['dv', 'mine', 'mine-f', 'infonce', 'smile'].map((bound) =>
      estimateRecord({ task: { id: 'gaussian', dimension: 1, rho }, bound, nats: gaussianMi(1, rho) }),
    ),
  );
  const drawn = miAgainstRho({ id: 'a', tolerance }).draw(records);
  const layers = ((drawn?.concat ?? []) as unknown as { layer: Layer[] }[])[1].layer;
  const valuesOf = (style: string) => layers.find(({ mark }) => mark.style === style)?.data.values ?? [];
  const [band, marks] = [valuesOf('tolerance'), valuesOf('mean')];

  test('every mark, shifted as it is, stands on the band at its own setting’s height', () => {
    expect(marks).toHaveLength(5 * rhos.length);
    const high = Math.max(...band.map((corner) => corner.high));
    for (const mark of marks) {
      const step = band.findIndex((corner, k) => k % 2 === 0 && corner.x <= mark.x && mark.x <= band[k + 1].x);
      expect(step).toBeGreaterThanOrEqual(0);
      // the frame may cut a step, which is then as high as the frame
      expect(band[step].high).toBe(Math.min(high, Math.max(0.05, 0.1 * gaussianMi(1, mark.rho))));
    }
  });

  test('marks stand nearer to their own setting than to the middle between it and the next', () => {
    for (const mark of marks)
      for (const rho of rhos)
        if (rho !== mark.rho) expect(Math.abs(mark.x - mark.rho)).toBeLessThan(Math.abs(rho - mark.rho) / 2);
  });
});

test.each([
  [3, 0.03],
  [5, 0.06],
  [8, 0.06],
])('marks of %i series are shifted by at most %d of the range', (count, share) => {
  const shift = dodge([0, 0.3, 0.6, 0.8, 0.95], count);
  const shifts = Array.from({ length: count }, (_, index) => shift(index));
  expect(Math.max(...shifts)).toBeLessThanOrEqual(share * 0.95 + 1e-12);
  expect(Math.min(...shifts)).toBeCloseTo(-Math.max(...shifts), 12);
  expect(new Set(shifts).size).toBe(count);
});

test('without a tolerance there is no band', () => {
  const drawn: JsonObject | null = miAgainstRho({ id: 'a' }).draw([estimateRecord()]);
  expect(JSON.stringify(drawn)).not.toContain('"tolerance"');
});
