import { describe, expect, test } from 'vitest';
import { nextInteger } from '../../src/random/integer.ts';
import { Xoshiro128 } from '../../src/random/xoshiro128.ts';

/** Gives one word, and throws where another is asked for: the word was rejected. */
class OneWord extends Xoshiro128 {
  private word: number | undefined;

  constructor(word: number) {
    super(1, 0, 0, 0);
    this.word = word;
  }

  override nextInt32(): number {
    if (this.word === undefined) throw new RangeError('rejected');
    const { word } = this;
    this.word = undefined;
    return word | 0;
  }
}

const outcomeOf = (word: number, bound: number): number | 'rejected' => {
  try {
    return nextInteger(new OneWord(word), bound);
  } catch (error) {
    if (error instanceof RangeError) return 'rejected';
    throw error;
  }
};

describe('nextInteger', () => {
  // A bias of one word in 2^32 is beyond any sample: count the words instead.
  test.each([3 * 2 ** 19, 1_000_003, 2 ** 21 - 1, 2 ** 20])(
    'below %i: each number has floor(2^32 / bound) words',
    (bound) => {
      for (const number of [0, 1, 2, 3, Math.floor(bound / 2), bound - 2, bound - 1]) {
        const first = Math.ceil((number * 2 ** 32) / bound);
        const last = Math.ceil(((number + 1) * 2 ** 32) / bound) - 1;
        let words = 0;
        for (let word = first; word <= last; word++) {
          const outcome = outcomeOf(word, bound);
          if (outcome === 'rejected') continue;
          expect(outcome).toBe(number);
          words++;
        }
        expect(words).toBe(Math.floor(2 ** 32 / bound));
      }
    },
  );
});
