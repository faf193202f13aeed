import { createStream, foldIn, type Key } from '@minebench/core';
import type { Points } from '../points.ts';
import { expectation } from './expectation.ts';
import { maximization } from './maximization.ts';
import type { Mixture } from './mixture.ts';
import { seededShares } from './seeding.ts';

export interface FitOptions {
  /** Short runs from different seeds, of which the likeliest goes on (Biernacki, Celeux and Govaert 2003). */
  readonly starts: number;
  /** Most EM iterations. */
  readonly iterations: number;
  /** Stops where an iteration adds less to the log likelihood, in nats a point. */
  readonly tolerance: number;
  readonly ridge: number;
}

export interface FittedMixture {
  readonly mixture: Mixture;
  /** Of the points, in nats, before each iteration and after the last. */
  readonly logLikelihoods: readonly number[];
}

const SHORT_RUN = 10;

/** EM (Dempster, Laird and Rubin 1977) until it stands still. Undefined where a component collapses. */
export function runEm(
  points: Points,
  start: Mixture,
  { iterations, tolerance, ridge }: Omit<FitOptions, 'starts'>,
): FittedMixture | undefined {
  let mixture = start;
  let expected = expectation(mixture, points);
  const logLikelihoods = [expected.logLikelihood];
  for (let done = 0; done < iterations; done++) {
    const next = maximization(points, expected.shares, start.length, ridge);
    if (!next) return undefined;
    mixture = next;
    const before = expected.logLikelihood;
    expected = expectation(mixture, points);
    logLikelihoods.push(expected.logLikelihood);
    if (expected.logLikelihood - before < tolerance * points.count) break;
  }
  return { mixture, logLikelihoods };
}

const lastOf = ({ logLikelihoods }: FittedMixture): number => logLikelihoods[logLikelihoods.length - 1];

/** A mixture of `size` Gaussians. Undefined where every start collapses. */
export function fitMixture(points: Points, size: number, options: FitOptions, key: Key): FittedMixture | undefined {
  let best: FittedMixture | undefined;
  for (let start = 0; start < (size === 1 ? 1 : options.starts); start++) {
    const shares = seededShares(points, size, createStream(foldIn(key, start)));
    const seeded = maximization(points, shares, size, options.ridge);
    const short = seeded && runEm(points, seeded, { ...options, iterations: Math.min(SHORT_RUN, options.iterations) });
    if (short && (!best || lastOf(short) > lastOf(best))) best = short;
  }
  return best && runEm(points, best.mixture, { ...options, iterations: Math.max(0, options.iterations - SHORT_RUN) });
}
