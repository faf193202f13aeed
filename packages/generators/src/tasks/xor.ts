import { createStream, entry, foldIn, type Key, log, log1p, type Pairs, parse, type Task } from '@minebench/core';
import { z } from 'zod';
import { alphabetTask, decode } from './alphabet.ts';
import { requireCount } from './require-count.ts';

export interface XorOptions {
  /** Probability that Y is the opposite of A xor B, from 0 to 1; 0 where absent. */
  readonly error?: number;
}

const probability = 'give a probability, a number from 0 to 1';
const schema = z.strictObject({
  error: z.number(probability).min(0, probability).max(1, probability).default(0),
});

/** -p log p - (1 - p) log(1 - p), nats. */
export const binaryEntropy = (p: number): number => (p === 0 || p === 1 ? 0 : -p * log(p) - (1 - p) * log1p(-p));

/**
 * X = (A, B), two fair bits, Y = A xor B, turned over with probability e: I = log 2 - H(e), while Y is independent of A and of B alone.
 *
 * X comes from the key's stream `x`, the errors from its stream `noise`: a longer sample begins with a shorter one.
 * @throws InputError where `error` is no probability
 */
export function xor(options: XorOptions = {}): Task {
  const { error } = parse(schema, options, 'xor');
  const right = (1 - error) / 4;
  const wrong = error / 4;
  const read = ({ count, x, y }: Pairs) => {
    const bits = decode(x, 2, 'number');
    const symbols = new Int32Array(count);
    for (let row = 0; row < count; row++) symbols[row] = 2 * bits[2 * row] + bits[2 * row + 1];
    return { x: symbols, y: decode(y, 2, 'number') };
  };
  const alphabet = alphabetTask(
    [
      [right, wrong],
      [wrong, right],
      [wrong, right],
      [right, wrong],
    ],
    read,
  );
  return {
    id: `xor(error=${error})`,
    dimX: 2,
    dimY: 1,
    mi: { nats: log(2) - binaryEntropy(error), method: 'analytic' },
    sample(count: number, key: Key): Pairs {
      requireCount(count);
      const ofX = createStream(foldIn(key, 'x'));
      const noise = createStream(foldIn(key, 'noise'));
      const x = new Float64Array(2 * count);
      const y = new Float64Array(count);
      for (let row = 0; row < count; row++) {
        const [a, b] = [ofX.integer(2), ofX.integer(2)];
        const turned = noise.uniform() < error ? 1 : 0;
        x[2 * row] = a;
        x[2 * row + 1] = b;
        y[row] = a ^ b ^ turned;
      }
      return { count, dimX: 2, dimY: 1, x, y };
    },
    ...alphabet,
    evidence: {
      ...alphabet.evidence,
      correlation: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    },
  };
}

export const xorTask = entry({
  id: 'xor',
  summary: 'one bit out of two: no coordinate of X alone, and no correlation, says anything of Y',
  options: schema,
  create: xor,
});
