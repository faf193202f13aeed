import { createStream, keyFromSeed, RunningMoments } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { informationBracket } from '../../src/bottleneck/information-bracket.ts';

describe('the bracket of I(X;Z)', () => {
  it('is log 2 and log of (M - 1) over (M / 2 - 1) where half of the images have one code and half another, far away', () => {
    const count = 40;
    const mean = Float64Array.from({ length: count }, (_, k) => (k % 2 === 0 ? -50 : 50));
    const { low, high } = informationBracket({
      count,
      code: 1,
      mean,
      deviation: new Float64Array(count).fill(1),
      z: mean,
    });
    expect(low).toBeCloseTo(Math.log(2), 12);
    expect(high).toBeCloseTo(Math.log((count - 1) / (count / 2 - 1)), 12);
  });

  it('encloses the information of a Gaussian channel in expectation', () => {
    const [count, code, signal] = [60, 2, 1.5];
    const truth = (code / 2) * Math.log(1 + signal ** 2);
    const [lows, highs] = [new RunningMoments(), new RunningMoments()];
    const stream = createStream(keyFromSeed(3));
    for (let sample = 0; sample < 200; sample++) {
      const mean = Float64Array.from({ length: count * code }, () => signal * stream.normal());
      const z = mean.map((value) => value + stream.normal());
      const { low, high } = informationBracket({ count, code, mean, deviation: mean.map(() => 1), z });
      lows.push(low);
      highs.push(high);
    }
    const margin = (moments: RunningMoments) => 4 * Math.sqrt(moments.variance / moments.count);
    expect(lows.mean).toBeLessThan(truth + margin(lows));
    expect(highs.mean).toBeGreaterThan(truth - margin(highs));
    // Sixty images tell it to a quarter of a nat.
    expect(highs.mean - lows.mean).toBeLessThan(0.25);
  });

  it('is at most log M below', () => {
    const count = 8;
    const mean = Float64Array.from({ length: count }, (_, k) => 1000 * k);
    const { low, high } = informationBracket({
      count,
      code: 1,
      mean,
      deviation: new Float64Array(count).fill(1),
      z: mean,
    });
    expect(low).toBeCloseTo(Math.log(count), 12);
    expect(high).toBeGreaterThan(1e5);
  });

  it('counts the width of each code', () => {
    // One image alike in mean, wider by e: log p differs by -1 at the mean.
    const { low } = informationBracket({ count: 2, code: 1, mean: [0, 0], deviation: [1, Math.E], z: [0, 0] });
    const own = (a: number, b: number) => a - Math.log((Math.exp(a) + Math.exp(b)) / 2);
    expect(low).toBeCloseTo((own(0, -1) + own(-1, 0)) / 2, 12);
  });
});
