import { describe, expect, test } from 'vitest';
import { createStream, foldIn, InputError, keyFromSeed, split } from '../../src/index.ts';
import { kolmogorovDistance } from './normal-distribution.ts';

const root = keyFromSeed(11);

describe('uniform numbers', () => {
  const draws = new Float64Array(1_000_000);
  createStream(foldIn(root, 'uniform')).fillUniform(draws);

  test('are uniform on [0, 1)', () => {
    // P(sqrt(n) D > 2.2) = 1e-4
    expect(kolmogorovDistance(draws, (x) => x) * 1000).toBeLessThan(2.2);
    expect(draws.every((x) => x >= 0 && x < 1)).toBe(true);
  });

  test('have 53 bits, each fair', () => {
    const ones = new Int32Array(53);
    for (const x of draws) {
      let rest = x;
      for (let bit = 0; bit < 53; bit++) {
        rest *= 2;
        if (rest >= 1) {
          ones[bit]++;
          rest -= 1;
        }
      }
      if (rest !== 0) throw new Error(`${x} is no multiple of 2^-53`);
    }
    // Binomial with standard deviation 500.
    for (const count of ones) expect(Math.abs(count - 500_000)).toBeLessThan(4.5 * 500);
  });

  test('open ones avoid both ends even at extreme words', () => {
    const stream = createStream(root);
    for (let index = 0; index < 1000; index++) {
      const x = stream.openUniform();
      // odd multiples of 2^-53
      expect((x * 2 ** 53) % 2).toBe(1);
    }
  });
});

describe('exponential numbers', () => {
  test('have the exponential distribution', () => {
    const draws = new Float64Array(1_000_000);
    createStream(foldIn(root, 'exponential')).fillExponential(draws);
    expect(kolmogorovDistance(draws, (x) => -Math.expm1(-x)) * 1000).toBeLessThan(2.2);
    expect(draws.every((x) => x > 0 && x < Infinity)).toBe(true);
  });
});

describe('integers', () => {
  test.each([2, 3, 7, 1000, 3 * 2 ** 19])('below %i fall evenly into twelve cells', (bound) => {
    const draws = new Int32Array(600_000);
    createStream(foldIn(root, bound)).fillInteger(draws, bound);
    const cells = Math.min(bound, 12);
    const counts = new Int32Array(cells);
    for (const draw of draws) counts[Math.floor((draw * cells) / bound)]++;
    for (let cell = 0; cell < cells; cell++) {
      const size = Math.ceil(((cell + 1) * bound) / cells) - Math.ceil((cell * bound) / cells);
      const probability = size / bound;
      const deviation = Math.sqrt(draws.length * probability * (1 - probability));
      expect(Math.abs(counts[cell] - draws.length * probability)).toBeLessThan(4.5 * deviation);
    }
  });

  test.each([2 ** 21 + 1, 2 ** 32, 3 * 2 ** 51, Number.MAX_SAFE_INTEGER])('below %d reach the top quarter', (bound) => {
    const stream = createStream(foldIn(root, bound));
    const draws = Array.from({ length: 4000 }, () => stream.integer(bound));
    expect(draws.every((draw) => Number.isSafeInteger(draw) && draw >= 0 && draw < bound)).toBe(true);
    const share = draws.filter((draw) => draw >= 0.75 * bound).length / 4000;
    expect(Math.abs(share - 0.25)).toBeLessThan(4.5 * Math.sqrt((0.25 * 0.75) / 4000));
  });

  test('below 3 2^51 show no bias from the 2^53 words: the first third comes one time in three', () => {
    const bound = 3 * 2 ** 51;
    const stream = createStream(foldIn(root, 'third'));
    let first = 0;
    for (let index = 0; index < 200_000; index++) if (stream.integer(bound) < 2 ** 51) first++;
    expect(Math.abs(first - 200_000 / 3)).toBeLessThan(4.5 * Math.sqrt((200_000 * 2) / 9));
  });

  test('below 1 are 0', () => {
    expect(createStream(root).integer(1)).toBe(0);
  });

  test.each([0, -3, 2.5, NaN, 2 ** 53])('refuse bound %s', (bound) => {
    expect(() => createStream(root).integer(bound)).toThrow(InputError);
    expect(() => createStream(root).fillInteger(new Int32Array(1), bound)).toThrow(InputError);
  });
});

describe('shuffles', () => {
  test('give all 24 orders of 4 elements equally often', () => {
    const stream = createStream(foldIn(root, 'shuffle'));
    const counts = new Map<string, number>();
    for (let index = 0; index < 240_000; index++) {
      const order = stream.permutation(4).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    let chiSquare = 0;
    for (const count of counts.values()) chiSquare += (count - 10_000) ** 2 / 10_000;
    expect(counts.size).toBe(24);
    // 23 degrees of freedom: P(> 59.2) = 5e-5
    expect(chiSquare).toBeLessThan(59.2);
  });

  test('keep the elements, of plain arrays too', () => {
    const words = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const shuffled = [...words];
    createStream(root).shuffle(shuffled);
    expect(shuffled).not.toEqual(words);
    expect(shuffled.toSorted()).toEqual(words);
  });

  test.each([0, -1, 1.5, NaN])('a permutation of %s elements is refused', (length) => {
    expect(() => createStream(root).permutation(length)).toThrow(InputError);
  });
});

/** Chi-square of draws against equally likely outcomes. */
const chiSquareOfOutcomes = (draw: () => Int32Array, repeats: number, outcomes: number): number => {
  const counts = new Map<string, number>();
  for (let index = 0; index < repeats; index++) {
    const outcome = draw().join();
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  expect(counts.size).toBe(outcomes);
  const expected = repeats / outcomes;
  return [...counts.values()].reduce((total, count) => total + (count - expected) ** 2 / expected, 0);
};

describe('derangements', () => {
  const stream = createStream(foldIn(root, 'derangement'));

  test('give all 9 derangements of 4 elements, and all 44 of 5, equally often', () => {
    // 8 and 43 degrees of freedom: P(> 33) = 6e-5, P(> 91) = 3e-5
    expect(chiSquareOfOutcomes(() => stream.derangement(4), 90_000, 9)).toBeLessThan(33);
    expect(chiSquareOfOutcomes(() => stream.derangement(5), 220_000, 44)).toBeLessThan(91);
  });

  test.each([2, 3, 17, 1000])('of %i elements are permutations without a fixed point', (length) => {
    for (let repeat = 0; repeat < 20; repeat++) {
      const order = stream.derangement(length);
      expect(order.some((element, index) => element === index)).toBe(false);
      expect(new Set(order).size).toBe(length);
      expect(order.every((element) => element >= 0 && element < length)).toBe(true);
    }
  });

  test.each([1, 0, 2.5, NaN])('of %s elements are refused', (length) => {
    expect(() => stream.derangement(length)).toThrow(InputError);
  });
});

describe('choices', () => {
  const stream = createStream(foldIn(root, 'choice'));

  test('give all ordered choices equally often, few of many and many of few', () => {
    // 2 of 5: 20 outcomes, P(chi2_19 > 53) = 5e-5. 3 of 5: 60 outcomes, P(chi2_59 > 112) = 4e-5.
    expect(chiSquareOfOutcomes(() => stream.choose(2, 5), 200_000, 20)).toBeLessThan(53);
    expect(chiSquareOfOutcomes(() => stream.choose(3, 5), 300_000, 60)).toBeLessThan(112);
    // 2 of 40: 1560 outcomes; the mean of chi-square plus 4.5 standard deviations.
    expect(chiSquareOfOutcomes(() => stream.choose(2, 40), 156_000, 1560)).toBeLessThan(
      1559 + 4.5 * Math.sqrt(2 * 1559),
    );
  });

  test.each([
    [1, 1],
    [7, 7],
    [50, 100],
    [51, 100],
    [128, 100_000],
  ])('%i of %i are different and in range', (count, length) => {
    const chosen = stream.choose(count, length);
    expect(chosen).toHaveLength(count);
    expect(new Set(chosen).size).toBe(count);
    expect(chosen.every((number) => number >= 0 && number < length)).toBe(true);
  });

  test.each([
    [5, 4],
    [0, 4],
    [1.5, 4],
    [1, 0],
  ])('%s of %s are refused', (count, length) => {
    expect(() => stream.choose(count, length)).toThrow(InputError);
  });
});

describe('streams', () => {
  test('go on from the state of another one', () => {
    const stream = createStream(keyFromSeed(4));
    stream.fillNormal(new Float64Array(17));
    const other = createStream(keyFromSeed(5));
    other.state = structuredClone(stream.state);
    const drawn = () => [stream, other].map((one) => [one.nextUint32(), one.normal(), one.integer(1000)]);
    for (let round = 0; round < 50; round++) {
      const [expected, found] = drawn();
      expect(found).toEqual(expected);
    }
  });

  test('filling an array gives the numbers of single draws, in parts as well as whole', () => {
    const single = createStream(root);
    const whole = createStream(root);
    const parts = createStream(root);
    const expected = Float64Array.from({ length: 1000 }, () => single.normal());
    const filled = new Float64Array(1000);
    whole.fillNormal(filled);
    const pieces = new Float64Array(1000);
    parts.fillNormal(pieces.subarray(0, 333));
    parts.fillNormal(pieces.subarray(333));
    expect(filled).toEqual(expected);
    expect(pieces).toEqual(expected);
  });

  test('one key gives one stream, whatever was drawn before from another', () => {
    const first = createStream(root);
    createStream(foldIn(root, 'other')).normal();
    expect(createStream(root).uniform()).toBe(first.uniform());
  });

  test('streams of split keys, of a key and its own children, are uncorrelated', () => {
    const length = 20_000;
    const keys = [root, ...split(root, 12), foldIn(root, 0), foldIn(root, 1), foldIn(root, 'x'), foldIn(root, 'y')];
    const streams = keys.map((key) => {
      const draws = new Float64Array(length);
      createStream(key).fillNormal(draws);
      return draws;
    });
    let chiSquare = 0;
    let pairs = 0;
    for (let first = 0; first < streams.length; first++)
      for (let second = 0; second < first; second++) {
        let product = 0;
        for (let index = 0; index < length; index++) product += streams[first][index] * streams[second][index];
        // product / sqrt(length) is standard normal: 136 of them stay below 4.5.
        expect(Math.abs(product / Math.sqrt(length))).toBeLessThan(4.5);
        chiSquare += product ** 2 / length;
        pairs++;
      }
    expect(Math.abs(chiSquare - pairs)).toBeLessThan(4.5 * Math.sqrt(2 * pairs));
  });

  test('no word of one stream appears at the same place in another more often than chance', () => {
    // 200 streams of 200 words: 19900 * 200 comparisons with probability 2^-32 each, 9e-4 expected.
    const streams = split(foldIn(root, 'words'), 200).map((key) => createStream(key));
    for (let place = 0; place < 200; place++)
      expect(new Set(streams.map((stream) => stream.nextUint32())).size).toBe(streams.length);
  });
});
