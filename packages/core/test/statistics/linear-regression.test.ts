import { describe, expect, test } from 'vitest';
import { createStream, InputError, keyFromSeed, linearRegression, mean, standardDeviation } from '../../src/index.ts';

describe('linearRegression', () => {
  test('finds an exact line without error', () => {
    const fit = linearRegression([1, 2, 4, 8], [1, -1, -5, -13]);
    expect(fit.slope).toBeCloseTo(-2, 14);
    expect(fit.intercept).toBeCloseTo(3, 14);
    expect(fit.slopeStandardError).toBeCloseTo(0, 14);
  });

  test('by hand: (0,0) (1,2) (2,1) has slope 1/2, residual sum 3/2, standard error sqrt(3/4)', () => {
    const fit = linearRegression([0, 1, 2], [0, 2, 1]);
    expect(fit.slope).toBeCloseTo(0.5, 14);
    expect(fit.intercept).toBeCloseTo(0.5, 14);
    expect(fit.slopeStandardError).toBeCloseTo(Math.sqrt(0.75), 14);
  });

  test('its standard error is the spread of the slope over replicates', () => {
    const stream = createStream(keyFromSeed(3));
    const x = [0, 1, 2, 3, 5, 8, 13, 21];
    const slopes: number[] = [];
    const squares: number[] = [];
    for (let replicate = 0; replicate < 4000; replicate++) {
      const fit = linearRegression(
        x,
        x.map((value) => 1 - 0.7 * value + stream.normal()),
      );
      slopes.push(fit.slope);
      squares.push(fit.slopeStandardError ** 2);
    }
    const spread = standardDeviation(slopes);
    expect(Math.abs(mean(slopes) + 0.7)).toBeLessThan((4.5 * spread) / Math.sqrt(4000));
    // A variance over 4000 normal replicates has relative standard error sqrt(2/4000) = .022, the mean of squares with 6 degrees of freedom sqrt(2/6/4000) = .009.
    expect(Math.abs(mean(squares) / spread ** 2 - 1)).toBeLessThan(4.5 * 0.024);
  });

  test('refuses unequal lengths, two points and a constant x', () => {
    expect(() => linearRegression([1, 2, 3], [1, 2])).toThrow(InputError);
    expect(() => linearRegression([1, 2], [1, 2])).toThrow(InputError);
    expect(() => linearRegression([2, 2, 2], [1, 2, 3])).toThrow('x 2 is the same at every point');
  });
});
