import { keyFromSeed } from '@minebench/core';
import { expect, test } from 'vitest';
import { certify, correlatedUniform, createTask } from '../../src/index.ts';

test('I = -log w, 0 where the noise covers the circle', () => {
  expect(correlatedUniform({ width: 0.5 }).mi.nats).toBeCloseTo(Math.log(2), 15);
  expect(correlatedUniform({ width: 0.01, dimension: 3 }).mi.nats).toBeCloseTo(6 * Math.log(10), 12);
  expect(Object.is(correlatedUniform({ width: 1 }).mi.nats, 0)).toBe(true);
});

test('no draw is rounded off the band, however narrow: the ratio is I at each', () => {
  for (const width of [1e-6, 0.1, 1 / 3, 0.999, 1]) {
    const task = correlatedUniform({ width });
    const pairs = task.sample(100_000, keyFromSeed(45));
    expect(new Set(task.logDensityRatio!(pairs))).toEqual(new Set([task.mi.nats]));
    expect(pairs.y.every((y) => y >= 0 && y < 1)).toBe(true);
    // Multiples of 2^-53, whose differences are exact: an edge of the band is met too seldom to wait for.
    expect(pairs.y.every((y) => Number.isInteger(y * 2 ** 53))).toBe(true);
  }
});

test('the ratio is 0 off the band', () => {
  const task = correlatedUniform({ width: 0.25 });
  const x = Float64Array.of(0.5, 0.9, 0.9, 0.5);
  const y = Float64Array.of(0.7, 0.1, 0.2, 0.45);
  const ratios = task.logDensityRatio!({ count: 4, dimX: 1, dimY: 1, x, y });
  expect([...ratios]).toEqual([task.mi.nats, task.mi.nats, -Infinity, -Infinity]);
});

test.each([0.05, 0.5, 0.8, 1])('width %d: the sampler is certified', (width) => {
  expect(certify(correlatedUniform({ width, dimension: 2 }), { standardError: 0.02 }).verdict).toBe('certified');
});

test('a sampler that does not go round the torus is refuted', () => {
  const right = correlatedUniform({ width: 0.25 });
  const sample: typeof right.sample = (count, key) => {
    const pairs = right.sample(count, key);
    return { ...pairs, y: pairs.y.map((y, k) => (y < pairs.x[k] ? y + 1 : y)) };
  };
  expect(certify({ ...right, sample }, { standardError: 0.02 }).verdict).toBe('refuted');
});

test.each([0, 1.5, -1, Number.NaN])('width %d is refused', (width) => {
  expect(() => createTask({ id: 'correlated-uniform', width })).toThrow(
    `task.width: expected a number from 1e-6 to 1, got ${width}`,
  );
});
