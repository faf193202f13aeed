import { entry, foldIn, type Key, type Pairs, parse, type Task } from '@minebench/core';
import { z } from 'zod';
import { componentwiseCorrelation, normalMarginals } from './componentwise-evidence.ts';
import { standardNormals } from './draws.ts';
import { gaussian } from './gaussian.ts';
import { requireCount } from './require-count.ts';

export interface MarkovChainOptions {
  /** Correlation of each link of the chain X -> Y_1 -> Y_2 -> ... with the one before, each in (-1, 1). */
  readonly rhos: readonly number[];
  /** Which link is Y, counted from 1; the last where absent. */
  readonly link?: number | undefined;
  /** d, of X and of each link; 1 where absent. */
  readonly dimension?: number;
}

const whole = 'give a positive whole number';
const correlation = 'give a number between -1 and 1, both excluded';
const schema = z
  .strictObject({
    rhos: z
      .array(z.number(correlation).gt(-1, correlation).lt(1, correlation), 'give a list of correlations')
      .min(1, 'give at least one correlation'),
    link: z.number(whole).int(whole).positive(whole).optional(),
    dimension: z.number(whole).int(whole).positive(whole).default(1),
  })
  .refine(({ rhos, link }) => link === undefined || link <= rhos.length, {
    path: ['link'],
    message: 'give the number of a link, at most the number of correlations',
  });

/**
 * X against the k-th link of a chain of standard normals, Y_j = rho_j Y_(j-1) + sqrt(1 - rho_j^2) noise, Y_0 = X, in d dimensions:
 * I = -(d/2) log(1 - (rho_1 ... rho_k)^2). Data processing: each link knows less of X than the one before, by a known drop.
 *
 * X comes from the key's stream `x`, the noise of link j from its stream `link j`: X and Y_1 are the same numbers whichever link is asked for, and a longer
 * sample begins with a shorter one.
 * @throws InputError where a correlation is not in (-1, 1), `link` not one of the links or `dimension` no positive whole number
 */
export function markovChain(options: MarkovChainOptions): Task {
  const { rhos, dimension, link = rhos.length } = parse(schema, options, 'markovChain');
  const steps = rhos.slice(0, link);
  const product = steps.reduce((value, rho) => value * rho, 1);
  const endToEnd = gaussian({ dimension, rho: product });
  return {
    id: `markov-chain(rhos=${JSON.stringify(rhos)}, link=${link}, dimension=${dimension})`,
    dimX: dimension,
    dimY: dimension,
    mi: endToEnd.mi,
    sample(count: number, key: Key): Pairs {
      requireCount(count);
      const x = standardNormals(count * dimension, foldIn(key, 'x'));
      let before = x;
      steps.forEach((rho, j) => {
        const unexplained = Math.sqrt((1 - rho) * (1 + rho));
        const next = standardNormals(count * dimension, foldIn(key, `link ${j + 1}`));
        for (let k = 0; k < next.length; k++) next[k] = rho * before[k] + unexplained * next[k];
        before = next;
      });
      return { count, dimX: dimension, dimY: dimension, x, y: before };
    },
    /** That of correlated normals: only the product of the correlations counts. */
    logDensityRatio: (pairs) => endToEnd.logDensityRatio!(pairs),
    evidence: {
      marginals: normalMarginals(dimension, dimension),
      correlation: componentwiseCorrelation(dimension, product),
    },
  };
}

export const markovChainTask = entry({
  id: 'markov-chain',
  summary: 'X against a link of a Gaussian chain: data processing, each link knows less by a known drop',
  options: schema,
  create: markovChain,
  example: { rhos: [0.9, 0.8, 0.7], dimension: 1 },
});
