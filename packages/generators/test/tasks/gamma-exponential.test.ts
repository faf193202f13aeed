import { foldIn, keyFromSeed } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import { certify, createTask, gammaExponential } from '../../src/index.ts';

const EULER = 0.5772156649015329;
const nats = (shape: number): number => gammaExponential({ shape }).mi.nats;

describe('mutual information', () => {
  test('psi(a + 1) - log a: harmonic numbers less Euler and the logarithm at whole shapes', () => {
    let harmonic = 0;
    for (let shape = 1; shape <= 20; shape++) {
      harmonic += 1 / shape;
      expect(nats(shape)).toBeCloseTo(harmonic - EULER - Math.log(shape), 13);
    }
    // psi(3/2) = 2 - Euler - 2 log 2
    expect(nats(0.5)).toBeCloseTo(2 - EULER - Math.log(2), 13);
    expect(gammaExponential({ shape: 2, dimension: 5 }).mi.nats).toBeCloseTo(5 * nats(2), 13);
  });

  test('the log density ratio is that of the densities', () => {
    const task = gammaExponential({ shape: 3 });
    const pairs = task.sample(50, keyFromSeed(44));
    task.logDensityRatio!(pairs).forEach((ratio, k) => {
      const [x, y] = [pairs.x[k], pairs.y[k]];
      // p(y | x) = x e^(-x y), p(y) = 3 / (1 + y)^4
      expect(ratio).toBeCloseTo(Math.log((x * Math.exp(-x * y) * (1 + y) ** 4) / 3), 11);
    });
  });
});

test.each([0.2, 1, 12])('shape %d: the sampler is certified', (shape) => {
  const { verdict, checks } = certify(gammaExponential({ shape, dimension: 2 }), { standardError: 0.02 });
  expect(verdict).toBe('certified');
  // stated where enough moments exist
  expect(checks.some(({ name }) => name === 'correlations')).toBe(shape === 12);
});

test('a sampler that multiplies by the rate is refuted', () => {
  const right = gammaExponential({ shape: 2 });
  const sample: typeof right.sample = (count, key) => {
    const pairs = right.sample(count, foldIn(key, 'x'));
    return { ...pairs, y: pairs.y.map((y, k) => y * pairs.x[k] ** 2) };
  };
  expect(certify({ ...right, sample }, { standardError: 0.02 }).verdict).toBe('refuted');
});

test.each([0, -1, 0.01, Number.NaN])('shape %d is refused', (shape) => {
  expect(() => createTask({ id: 'gamma-exponential', shape })).toThrow(
    `task.shape: expected a number from 0.05 to 1000000, got ${shape}`,
  );
});
