import { beforeAll, describe, expect, test } from 'vitest';
import { createStream, keyFromSeed } from '../../src/index.ts';
import { TAIL } from '../../src/random/ziggurat.ts';
import { kolmogorovDistance, normalCdf } from './normal-distribution.ts';

const CELLS = 2000;

/** E X^k of the standard normal: (k - 1)!! for even k, 0 for odd k. */
const moment = (k: number): number => (k % 2 === 1 ? 0 : k === 0 ? 1 : (k - 1) * moment(k - 2));

/** What `count` normal numbers of a seed are held to: moments, tails, distribution, independence of neighbours. */
export function describeNormalSample(count: number, seed: number): void {
  describe(`${count} normal numbers`, () => {
    let draws: Float64Array;
    beforeAll(() => {
      draws = new Float64Array(count);
      createStream(keyFromSeed(seed)).fillNormal(draws);
    });
    const standardErrors = (observed: number, expected: number, variance: number): number =>
      Math.abs(observed - expected) / Math.sqrt(variance / count);

    // Var X^k = E X^(2k) - (E X^k)^2; 4.5 standard errors.
    test('moments 1 to 8', () => {
      const sums = new Float64Array(9);
      for (const x of draws) {
        let power = 1;
        for (let k = 1; k <= 8; k++) {
          power *= x;
          sums[k] += power;
        }
      }
      for (let k = 1; k <= 8; k++)
        expect(standardErrors(sums[k] / count, moment(k), moment(2 * k) - moment(k) ** 2)).toBeLessThan(4.5);
    });

    // Up to where 30 draws are expected beyond: there the binomial count is nearly normal.
    const thresholds = [1, 2, 3, TAIL, 4, 4.25, 4.5].filter((threshold) => count * normalCdf(-threshold) > 30);
    test.each(thresholds)('the share beyond %d, on either side, is that of the tail', (threshold) => {
      const tail = normalCdf(-threshold);
      let [above, below] = [0, 0];
      for (const x of draws) {
        if (x > threshold) above++;
        if (x < -threshold) below++;
      }
      expect(standardErrors(above / count, tail, tail * (1 - tail))).toBeLessThan(4.5);
      expect(standardErrors(below / count, tail, tail * (1 - tail))).toBeLessThan(4.5);
    });

    test('the largest lie where the largest of so many do', () => {
      let largest = 0;
      for (const x of draws) largest = Math.max(largest, Math.abs(x));
      // P(largest < x) = (1 - 2 Phi(-x))^count: between 1e-4 and 1 - 1e-4.
      const below = Math.exp(count * Math.log1p(-2 * normalCdf(-largest)));
      expect(below).toBeGreaterThan(1e-4);
      expect(below).toBeLessThan(1 - 1e-4);
    });

    test('their distribution is the normal one', () => {
      // P(sqrt(n) D > 2.2) = 2 exp(-2 2.2^2) = 1e-4
      const part = draws.subarray(0, 1_000_000);
      expect(kolmogorovDistance(part, normalCdf) * Math.sqrt(part.length)).toBeLessThan(2.2);
    });

    test(`${CELLS} cells of equal probability are equally full`, () => {
      const cells = new Int32Array(CELLS);
      for (const x of draws) cells[Math.min(CELLS - 1, Math.floor(normalCdf(x) * CELLS))]++;
      let chiSquare = 0;
      for (const observed of cells) chiSquare += (observed - count / CELLS) ** 2 / (count / CELLS);
      // Mean 1999, standard deviation sqrt(2 * 1999) = 63.2; 4.5 of them.
      expect(Math.abs(chiSquare - (CELLS - 1))).toBeLessThan(4.5 * Math.sqrt(2 * (CELLS - 1)));
    });

    test.each([1, 2, 3, 4])('numbers %i apart are uncorrelated, and so are their squares', (lag) => {
      let products = 0;
      let squares = 0;
      for (let index = lag; index < count; index++) {
        const [x, y] = [draws[index], draws[index - lag]];
        products += x * y;
        squares += (x * x - 1) * (y * y - 1);
      }
      // Var(X Y) = 1, Var((X^2 - 1)(Y^2 - 1)) = 4
      expect(standardErrors(products / count, 0, 1)).toBeLessThan(4.5);
      expect(standardErrors(squares / count, 0, 4)).toBeLessThan(4.5);
    });
  });
}
