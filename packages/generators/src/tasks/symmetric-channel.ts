import { createStream, entry, foldIn, type Key, log, type Pairs, parse, type Stream, type Task } from '@minebench/core';
import { z } from 'zod';
import { alphabetTask, decode, type Encoding, encode, type Table, widthOf } from './alphabet.ts';
import { requireCount } from './require-count.ts';
import { binaryEntropy } from './xor.ts';

export interface SymmetricChannelOptions {
  /** k, the size of both alphabets, at least 2. */
  readonly symbols: number;
  /** Probability that Y is another symbol than X, all others being as likely, from 0 to 1. */
  readonly error: number;
  /** `one-hot` where absent. */
  readonly encoding?: Encoding;
}

const size = 'give a whole number, at least 2';
const probability = 'give a probability, a number from 0 to 1';
export const errorSchema = z.number(probability).min(0, probability).max(1, probability);
const schema = z.strictObject({
  symbols: z.number(size).int(size).min(2, size).default(10),
  error: errorSchema.default(0.2),
  encoding: z.enum(['number', 'one-hot'], 'give "number" or "one-hot"').default('one-hot'),
});

/** I = log k - H(e) - e log(k - 1): the entropy of the output less the channel's, nats. */
export const symmetricChannelInformation = (symbols: number, error: number): number => {
  const nats = log(symbols) - binaryEntropy(error) - error * log(symbols - 1);
  // Exact where the output is independent of the input, which rounding would not be.
  return error === (symbols - 1) / symbols ? 0 : nats;
};

/** Joint probabilities of a uniform input and the channel's output. */
export const symmetricChannelTable = (symbols: number, error: number): Table =>
  Array.from({ length: symbols }, (_, i) =>
    Array.from({ length: symbols }, (_, j) => (i === j ? 1 - error : error / (symbols - 1)) / symbols),
  );

/** What the channel makes of a symbol. */
export function transmit(symbol: number, symbols: number, error: number, stream: Stream): number {
  if (stream.uniform() >= error) return symbol;
  const other = stream.integer(symbols - 1);
  return other < symbol ? other : other + 1;
}

/**
 * X uniform on k symbols, Y = X with probability 1 - e and any other symbol with probability e / (k - 1): I = log k - H(e) - e log(k - 1).
 *
 * X comes from the key's stream `x`, the errors from its stream `noise`: a longer sample begins with a shorter one.
 * @throws InputError where `symbols` is no whole number of at least 2 or `error` no probability
 */
export function symmetricChannel(options: SymmetricChannelOptions): Task {
  const { symbols, error, encoding } = parse(schema, options, 'symmetricChannel');
  const width = widthOf(symbols, encoding);
  return {
    id: `symmetric-channel(symbols=${symbols}, error=${error}, encoding=${encoding})`,
    dimX: width,
    dimY: width,
    mi: { nats: symmetricChannelInformation(symbols, error), method: 'analytic' },
    sample(count: number, key: Key): Pairs {
      requireCount(count);
      const x = new Int32Array(count);
      createStream(foldIn(key, 'x')).fillInteger(x, symbols);
      const noise = createStream(foldIn(key, 'noise'));
      const y = x.map((symbol) => transmit(symbol, symbols, error, noise));
      return { count, dimX: width, dimY: width, x: encode(x, symbols, encoding), y: encode(y, symbols, encoding) };
    },
    ...alphabetTask(symmetricChannelTable(symbols, error), ({ x, y }) => ({
      x: decode(x, symbols, encoding),
      y: decode(y, symbols, encoding),
    })),
  };
}

export const symmetricChannelTask = entry({
  id: 'symmetric-channel',
  summary: 'a noisy channel on k symbols: information up to log k in a table of k^2 cells, most of them rare',
  options: schema,
  create: symmetricChannel,
});
