import { InputError } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { gradientBias } from '../../src/index.ts';
import { runSweep } from './run-sweep.ts';

interface Measured {
  readonly mean: number;
  readonly standardError: number;
}

const run = async (sweep: object): Promise<{ readonly controlled: Measured; readonly plain: Measured }> =>
  (await runSweep<{ bias: { controlled: Measured; plain: Measured } }>(gradientBias, sweep))[0].bias;

/** c / M^2 and M' v / M^3 of t = a x y. */
function terms(a: number) {
  const value = (of: number) => (1 - of * of) ** -0.5;
  const derivative = (of: number) => of * (1 - of * of) ** -1.5;
  const [M, dM] = [value(a), derivative(a)];
  return { covariance: (derivative(2 * a) - dM * M) / M ** 2, variance: (dM * (value(2 * a) - M * M)) / M ** 3 };
}

describe('the bias of the minibatch gradient', () => {
  it('with one reference pair is the whole gradient, a / (1 - a^2): the log of a single e^t is t', async () => {
    const a = 0.2;
    const { plain, controlled } = await run({ scale: a, referenceSize: 1, replicates: 200_000 });
    // A fixed seed; four standard errors.
    for (const { mean, standardError } of [plain, controlled]) {
      expect(Math.abs(mean - a / (1 - a * a))).toBeLessThan(4 * standardError);
      expect(standardError).toBeLessThan(0.005);
    }
  });

  it("is (c / M^2 - M' v / M^3) / n' for many", async () => {
    const { covariance, variance } = terms(0.2);
    const size = 256;
    const { controlled } = await run({ scale: 0.2, referenceSize: size, replicates: 20_000 });
    // Second order adds a percent or two at 256; four standard errors.
    const expected = covariance - variance;
    expect(Math.abs(size * controlled.mean - expected)).toBeLessThan(
      0.03 * expected + 4 * size * controlled.standardError,
    );
    expect(size * controlled.standardError).toBeLessThan(0.05 * expected);
  });

  it("with a moving average of weight w is (w c / M^2 - w / (2 - w) M' v / M^3) / n'", async () => {
    const { covariance, variance } = terms(0.2);
    const [size, weight] = [256, 0.25];
    const { controlled } = await run({ scale: 0.2, referenceSize: size, weight, replicates: 30_000 });
    const expected = weight * covariance - (weight / (2 - weight)) * variance;
    expect(Math.abs(size * controlled.mean - expected)).toBeLessThan(
      0.05 * expected + 4 * size * controlled.standardError,
    );
    expect(size * controlled.standardError).toBeLessThan(0.1 * expected);
  });

  it('is the same without the control variate, whose mean is zero and which makes nearly all of the noise', async () => {
    const { plain, controlled } = await run({ scale: 0.2, referenceSize: 16, replicates: 100_000 });
    expect(Math.abs(plain.mean - controlled.mean)).toBeLessThan(4 * plain.standardError);
    expect(plain.standardError).toBeGreaterThan(3 * controlled.standardError);
  });
});

it.each([
  [{ scale: 0.5, referenceSize: 8 }, 'no variance'],
  [{ scale: 0.2, referenceSize: 8, weight: 0 }, 'sweep.weight: expected'],
  [{ scale: 0.2 }, 'sweep.referenceSize is missing'],
  [{ scale: 0.2, referenceSize: 8, task: 'gaussian' }, 'sweep.task is no known field'],
])('refuses %j', async (sweep, message) => {
  await expect(run(sweep)).rejects.toThrow(InputError);
  await expect(run(sweep)).rejects.toThrow(message);
});
