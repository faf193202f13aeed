import { InputError, keyFromSeed } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import { gaussian, mixtureCap, rhoOfMi } from '../../src/index.ts';

const key = keyFromSeed(51);

/** C_b in one dimension by the trapezoid rule in (x, noise) on [-8, 8]^2: spectrally accurate for a smooth, decaying integrand. */
const capByQuadrature = (rho: number, poolSize: number): number => {
  const step = 0.05;
  const unexplained = Math.sqrt(1 - rho * rho);
  let total = 0;
  for (let i = -160; i <= 160; i++)
    for (let j = -160; j <= 160; j++) {
      const x = i * step;
      const noise = j * step;
      const y = rho * x + unexplained * noise;
      const logRatio = -0.5 * Math.log(1 - rho * rho) + (y * y - noise * noise) / 2;
      const weight = (Math.exp(-(x * x + noise * noise) / 2) / (2 * Math.PI)) * step * step;
      total -= weight * Math.log(1 / poolSize + (1 - 1 / poolSize) * Math.exp(-logRatio));
    }
  return total;
};

describe('mixtureCap', () => {
  test.each([
    [0.8, 2],
    [0.8, 64],
    [-0.99, 16],
  ])('rho = %d, b = %i: agrees with quadrature', (rho, poolSize) => {
    const cap = mixtureCap(gaussian({ dimension: 1, rho }), poolSize, 100_000, key);
    expect(Math.abs(cap.nats - capByQuadrature(rho, poolSize))).toBeLessThan(4.5 * cap.standardError);
    // standard errors small enough to tell a cap from I and from log b
    expect(cap.standardError).toBeLessThan(0.005);
  });

  test('stays below log b and below I, and reaches I where the pool is large', () => {
    const task = gaussian({ dimension: 20, rho: rhoOfMi(6, 20) });
    const caps = [2, 8, 64, 512].map((poolSize) => mixtureCap(task, poolSize, 20_000, key).nats);
    caps.forEach((cap, index) => {
      expect(cap).toBeLessThan(Math.log([2, 8, 64, 512][index]));
      if (index > 0) expect(cap).toBeGreaterThan(caps[index - 1]);
    });
    const large = mixtureCap(task, 2 ** 40, 20_000, key);
    expect(Math.abs(large.nats - 6)).toBeLessThan(4.5 * large.standardError);
  });

  test('is 0 where X and Y are independent', () => {
    expect(mixtureCap(gaussian({ dimension: 3, rho: 0 }), 64, 1000, key).nats).toBeCloseTo(0, 14);
  });

  test.each([1, 0, 2.5, NaN])('refuses a pool of %s rows', (poolSize) => {
    expect(() => mixtureCap(gaussian({ dimension: 1, rho: 0.5 }), poolSize, 10, key)).toThrow(InputError);
  });

  test('refuses a task whose density ratio is unknown', () => {
    const { logDensityRatio: _, ...task } = gaussian({ dimension: 1, rho: 0.5 });
    expect(() => mixtureCap(task, 8, 10, key)).toThrow('has no known density ratio');
  });
});
