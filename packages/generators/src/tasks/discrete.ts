import {
  checked,
  createStream,
  entry,
  foldIn,
  InputError,
  type Key,
  type Pairs,
  parse,
  type Task,
} from '@minebench/core';
import { z } from 'zod';
import {
  alphabetTask,
  cumulate,
  decode,
  drawIndex,
  type Encoding,
  encode,
  tableInformation,
  widthOf,
} from './alphabet.ts';
import { requireCount } from './require-count.ts';

export interface DiscreteOptions {
  /** Joint probabilities: a row a symbol of X, a column a symbol of Y. */
  readonly table: readonly (readonly number[])[];
  /** `one-hot` where absent. */
  readonly encoding?: Encoding;
}

/** Rounding that a table written in decimals may have. */
const ROUNDING = 1e-9;

const probability = 'give a probability, a number from 0 to 1';
const schema = z.strictObject({
  table: z
    .array(
      z
        .array(z.number(probability).min(0, probability).max(1, probability), 'give a row of probabilities')
        .min(1, 'give at least one column'),
      'give a list of rows of probabilities',
    )
    .min(1, 'give at least one row'),
  encoding: z.enum(['number', 'one-hot'], 'give "number" or "one-hot"').default('one-hot'),
});

function requireTable(table: readonly (readonly number[])[]): void {
  const ragged = table.findIndex((row) => row.length !== table[0].length);
  if (ragged >= 0)
    throw new InputError({
      argument: `table[${ragged}]`,
      value: table[ragged].length,
      problem: `probabilities where the first row has ${table[0].length}`,
      remedy: 'give rows of equal length',
    });
  const total = table.flat().reduce((sum, p) => sum + p, 0);
  // The negation keeps NaN out.
  if (!(Math.abs(total - 1) <= ROUNDING))
    throw new InputError({
      argument: 'table',
      problem: `sums to ${Number(total.toPrecision(12))}`,
      remedy: 'give probabilities that sum to 1',
    });
}

/**
 * X and Y on finite alphabets with the given joint probabilities: I = sum p(x, y) log p(x, y) / (p(x) p(y)), an exact sum.
 *
 * A pair takes one number of the key's stream `pair`: a longer sample begins with a shorter one.
 * @throws InputError where a probability is none, rows differ in length or the sum is not 1 within 1e-9
 */
export function discrete(options: DiscreteOptions): Task {
  const { table, encoding } = parse(schema, options, 'discrete');
  requireTable(table);
  const [sizeX, sizeY] = [table.length, table[0].length];
  const cumulative = cumulate(table.flat());
  const [dimX, dimY] = [widthOf(sizeX, encoding), widthOf(sizeY, encoding)];
  return {
    id: `discrete(table=${JSON.stringify(table)}, encoding=${encoding})`,
    dimX,
    dimY,
    mi: { nats: tableInformation(table), method: 'analytic' },
    sample(count: number, key: Key): Pairs {
      requireCount(count);
      const stream = createStream(foldIn(key, 'pair'));
      const x = new Int32Array(count);
      const y = new Int32Array(count);
      for (let row = 0; row < count; row++) {
        const cell = drawIndex(cumulative, stream);
        x[row] = Math.floor(cell / sizeY);
        y[row] = cell % sizeY;
      }
      return { count, dimX, dimY, x: encode(x, sizeX, encoding), y: encode(y, sizeY, encoding) };
    },
    ...alphabetTask(table, ({ x, y }) => ({ x: decode(x, sizeX, encoding), y: decode(y, sizeY, encoding) })),
  };
}

export const discreteTask = entry({
  id: 'discrete',
  summary: 'two finite alphabets with any joint table: no density, and a plug-in estimate that is biased upwards',
  options: schema.superRefine((options, context) => {
    checked(context, () => requireTable(options.table));
  }),
  create: discrete,
  example: {
    table: [
      [0.25, 0.05, 0],
      [0.05, 0.2, 0.1],
      [0, 0.1, 0.25],
    ],
    encoding: 'one-hot' as const,
  },
});
