import {
  type Cdf,
  createStream,
  type Evidence,
  entry,
  foldIn,
  type Key,
  nextGamma,
  normalCdf,
  type Pairs,
  parse,
  type Stream,
  studentCdf,
  type Task,
} from '@minebench/core';
import { z } from 'zod';
import { requireCount } from './require-count.ts';

export interface IndependenceOptions {
  readonly dimX: number;
  readonly dimY: number;
  /** Of every coordinate: standard normal, uniform on (0, 1), or Student's t. `normal` where absent. */
  readonly marginals?: 'normal' | 'uniform' | 'student';
  /** Degrees of freedom of `student`, above 0; 3 where absent. */
  readonly df?: number | undefined;
}

const whole = 'give a positive whole number';
const degrees = 'give a number from 0.1';
const schema = z
  .strictObject({
    dimX: z.number(whole).int(whole).positive(whole).default(1),
    dimY: z.number(whole).int(whole).positive(whole).default(1),
    marginals: z.enum(['normal', 'uniform', 'student'], 'give "normal", "uniform" or "student"').default('normal'),
    df: z.number(degrees).min(0.1, degrees).optional(),
  })
  .refine(({ marginals, df }) => df === undefined || marginals === 'student', {
    path: ['df'],
    message: 'leave it out, or give marginals "student"',
  });

interface Marginal {
  fill(stream: Stream, out: Float64Array): void;
  readonly cdf: Cdf;
}

const normal: Marginal = { fill: (stream, out) => stream.fillNormal(out), cdf: normalCdf };
const uniform: Marginal = {
  fill: (stream, out) => stream.fillUniform(out),
  cdf: (value) => (value <= 0 ? 0 : value >= 1 ? 1 : value),
};
/** Z / sqrt(C / df), C chi-squared with df degrees of freedom. */
const student = (df: number): Marginal => ({
  fill(stream, out) {
    const half = df / 2;
    for (let k = 0; k < out.length; k++) out[k] = stream.normal() / Math.sqrt(nextGamma(stream, half) / half);
  },
  cdf: (value) => studentCdf(df, value),
});

/**
 * X and Y independent, as are all their coordinates: I = 0 and log r = 0, exactly. What an estimator reads here beyond its standard error is its bias.
 *
 * X comes from the key's stream `x`, Y from its stream `y`: a longer sample begins with a shorter one.
 * @throws InputError where a dimension is no positive whole number, or `df` is too small or not of Student marginals
 */
export function independence(options: IndependenceOptions): Task {
  const {
    dimX,
    dimY,
    marginals = 'normal',
    df = 3,
  } = parse(schema, options as z.output<typeof schema>, 'independence');
  const marginal = { normal, uniform, student: student(df) }[marginals];
  const draw = (count: number, key: Key): Float64Array => {
    const numbers = new Float64Array(count);
    marginal.fill(createStream(key), numbers);
    return numbers;
  };
  const shown = marginals === 'student' ? `, df=${df}` : '';
  const task: Task = {
    id: `independence(dimX=${dimX}, dimY=${dimY}, marginals=${marginals}${shown})`,
    dimX,
    dimY,
    mi: { nats: 0, method: 'analytic' },
    sample(count: number, key: Key): Pairs {
      requireCount(count);
      return { count, dimX, dimY, x: draw(count * dimX, foldIn(key, 'x')), y: draw(count * dimY, foldIn(key, 'y')) };
    },
    logDensityRatio: ({ count }) => new Float64Array(count),
  };
  const cdfs = { x: new Array<Cdf>(dimX).fill(marginal.cdf), y: new Array<Cdf>(dimY).fill(marginal.cdf) };
  return { ...task, evidence: { marginals: cdfs, ...uncorrelated(task, marginals === 'student') } };
}

/** v / (1 + |v|). */
const bounded = (values: Float64Array): Float64Array => values.map((value) => value / (1 + Math.abs(value)));

/** That nothing is correlated; of Student numbers, whose moments may not exist, once they are brought into (-1, 1). */
function uncorrelated(task: Task, heavy: boolean): Pick<Evidence, 'correlation' | 'base'> {
  const size = task.dimX + task.dimY;
  const correlation = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)));
  if (!heavy) return { correlation };
  const invert = (pairs: Pairs): Pairs => ({ ...pairs, x: bounded(pairs.x), y: bounded(pairs.y) });
  const { dimX, dimY, mi } = task;
  const sample = (count: number, key: Key) => invert(task.sample(count, key));
  return { base: { task: { id: `${task.id} in (-1, 1)`, dimX, dimY, mi, sample, evidence: { correlation } }, invert } };
}

export const independenceTask = entry({
  id: 'independence',
  summary: 'no information at all: an estimator that overfits reads some',
  options: schema,
  create: (options) => independence(options),
  example: { dimX: 5, dimY: 5, marginals: 'student' as const, df: 3 },
});
