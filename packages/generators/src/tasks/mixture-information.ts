import { exp, foldIn, type Key, type KnownMi, keyFromSeed, type Pairs, RunningMoments } from '@minebench/core';
import { integrate } from '../numerics/quadrature.ts';
import type { MixtureComponent, MixtureDensity } from './mixture-density.ts';

export interface MixtureToMeasure {
  readonly components: readonly MixtureComponent[];
  readonly density: MixtureDensity;
  readonly dimX: number;
  readonly dimY: number;
  sample(count: number, key: Key): Pairs;
  /** Nats, where it is Monte Carlo. */
  readonly standardError: number;
}

/** Draws at a time: memory stays flat however many are needed. */
const BLOCK = 4096;
/** A standard error of fewer draws is not to be trusted. */
const LEAST_DRAWS = 16_384;
/** Deviations from a component's mean up to which quadrature looks; beyond lies a probability of 1e-18. */
const REACH = 9;

/** A mixture's information: quadrature of a single X and Y, else a mean of log r with its standard error. */
export const mixtureInformation = (mixture: MixtureToMeasure): KnownMi =>
  mixture.dimX === 1 && mixture.dimY === 1 ? byQuadrature(mixture) : byMonteCarlo(mixture);

function byMonteCarlo({ density, sample, standardError }: MixtureToMeasure): KnownMi {
  const key = foldIn(keyFromSeed(0), 'information of a gaussian mixture');
  const moments = new RunningMoments();
  const reached = (): number => Math.sqrt(moments.variance / moments.count);
  for (let block = 0; moments.count < LEAST_DRAWS || reached() > standardError; block++)
    for (const nats of density.logRatio(sample(BLOCK, foldIn(key, block)))) moments.push(nats);
  return { nats: moments.mean, method: 'monte-carlo', standardError: reached() };
}

/** int int p log r dy dx, edges at the components' means and a few deviations from them, of X and of Y given x. */
function byQuadrature({ components, density }: MixtureToMeasure): KnownMi {
  const point = new Float64Array(2);
  const given = (x: number): number => {
    const edges = edgesOf(
      components.map(({ mean, covariance: [[xx, xy], [, yy]] }) => ({
        mean: mean[1] + (xy / xx) * (x - mean[0]),
        deviation: Math.sqrt(yy - (xy * xy) / xx),
      })),
    );
    const atY = (y: number): number => {
      point[0] = x;
      point[1] = y;
      const { logJoint, logRatio } = density.at(point);
      return exp(logJoint) * logRatio;
    };
    return integrate(atY, edges, { absolute: 1e-11, relative: 1e-11 }).value;
  };
  const edges = edgesOf(
    components.map(({ mean, covariance }) => ({ mean: mean[0], deviation: Math.sqrt(covariance[0][0]) })),
  );
  return { nats: integrate(given, edges, { absolute: 1e-8 }).value, method: 'quadrature' };
}

const edgesOf = (normals: readonly { readonly mean: number; readonly deviation: number }[]): number[] => {
  const all = normals.flatMap(({ mean, deviation }) =>
    [-REACH, -3, 0, 3, REACH].map((times) => mean + times * deviation),
  );
  return [...new Set(all)].sort((a, b) => a - b);
};
