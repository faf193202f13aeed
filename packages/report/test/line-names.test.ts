import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apart, lineNames, pixelsAlong } from '../src/figures/line-names.ts';
import { convergenceCurves, miAgainstRho } from '../src/index.ts';
import { estimateRecord } from './build-records.ts';

const places = fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { minLength: 1, maxLength: 8 });
const distance = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + (value - b[index]) ** 2, 0);

test('names keep their order, stand a line apart, and no common shift brings them nearer to their lines', () => {
  fc.assert(
    fc.property(places, (wanted) => {
      const placed = apart(wanted, 14);
      const order = wanted.map((_, index) => index).sort((a, b) => wanted[a] - wanted[b] || a - b);
      for (const [rank, index] of order.entries())
        if (rank > 0) expect(placed[index] - placed[order[rank - 1]]).toBeGreaterThanOrEqual(14 - 1e-9);
      for (const shift of [-1, 1])
        expect(distance(placed, wanted)).toBeLessThanOrEqual(
          distance(
            placed.map((at) => at + shift),
            wanted,
          ) + 1e-9,
        );
    }),
  );
});

test('names that have room stay beside their lines, two that touch share what they lack', () => {
  expect(apart([100, 10, 60], 14)).toEqual([100, 10, 60]);
  expect(apart([50, 52], 14)).toEqual([44, 58]);
});

test.each([
  [{ domain: [0, 10] }, 2.5, 25],
  [{ type: 'log', domain: [1, 100] }, 10, 50],
  // symmetric: zero is in the middle, and a constant's distance from it is log 2 of log 11
  [{ type: 'symlog', constant: 0.1, domain: [-1, 1] }, 0.1, 50 + (50 * Math.log(2)) / Math.log(11)],
])('on %j the value %d lies %d pixels of a hundred along', (scale, value, pixels) => {
  expect(pixelsAlong(scale, 100)(value)).toBeCloseTo(pixels, 9);
});

test('a line that ends early, or whose name was moved, is led to its name; others are not', () => {
  const styles = (ends: Parameters<typeof lineNames>[0]) => JSON.stringify(lineNames(ends, 300)).match(/leader/g) ?? [];
  expect(
    styles([
      { name: 'a', x: 290, y: 10 },
      { name: 'b', x: 290, y: 60 },
    ]),
  ).toHaveLength(0);
  expect(
    styles([
      { name: 'a', x: 150, y: 10 },
      { name: 'b', x: 290, y: 60 },
    ]),
  ).toHaveLength(1);
  expect(
    styles([
      { name: 'a', x: 290, y: 10 },
      { name: 'b', x: 290, y: 11 },
    ]),
  ).toHaveLength(2);
});

const records = (hidden: readonly number[]) =>
  hidden.flatMap((width) =>
    [0.2, 0.6].map((rho) =>
      estimateRecord({
        task: { id: 'gaussian', dimension: 1, rho },
        critic: { id: 'joint-mlp', hidden: [width] },
        minibatch: { step: [100, 200], mean: [0.1, 0.1], standardDeviation: [0, 0] },
      }),
    ),
  );

test('few short names stand beside their lines; long ones have a legend', () => {
  const drawn = (hidden: readonly number[]) => JSON.stringify(miAgainstRho({ id: 'a' }).draw(records(hidden)));
  expect(drawn([32])).not.toContain('"orient":"top"');
  expect(drawn([32])).toContain('"text":{"value":"DV"}');
  expect(drawn([32, 64])).toContain('"orient":"top"');
});

test('a heading that names the estimator is legend enough', () => {
  const drawn = (options: object) => JSON.stringify(convergenceCurves({ id: 'a', ...options }).draw(records([32])));
  expect(drawn({})).not.toContain('"orient":"top"');
  expect(drawn({ column: 'dimension' })).toContain('"orient":"top"');
});
