import {
  type Cdf,
  checked,
  createStream,
  entry,
  foldIn,
  InputError,
  type Key,
  type KnownMi,
  normalCdf,
  type Pairs,
  parse,
  type Task,
} from '@minebench/core';
import { z } from 'zod';
import { cumulate, drawIndex } from './alphabet.ts';
import { correlate } from './correlate.ts';
import { standardNormals } from './draws.ts';
import { type MixtureComponent, mixtureDensity } from './mixture-density.ts';
import { mixtureInformation } from './mixture-information.ts';
import { requireCount } from './require-count.ts';

export interface GaussianMixtureOptions {
  readonly dimX: number;
  readonly dimY: number;
  /** Weights that sum to 1; the mean of (X, Y), `dimX + dimY` numbers; its covariance, as many rows of as many numbers. */
  readonly components: readonly MixtureComponent[];
  /** Nats: of the information, where it is known by Monte Carlo; from .0001, .002 where absent. */
  readonly standardError?: number;
}

/** Rounding that weights written in decimals may have. */
const ROUNDING = 1e-9;

const whole = 'give a positive whole number';
const weight = 'give a number above 0, up to 1';
const finite = 'give a finite number';
const precision = 'give a number of nats, from 0.0001';
const schema = z.strictObject({
  dimX: z.number(whole).int(whole).positive(whole).default(1),
  dimY: z.number(whole).int(whole).positive(whole).default(1),
  components: z
    .array(
      z.strictObject({
        weight: z.number(weight).positive(weight).max(1, weight),
        mean: z.array(z.number(finite), 'give a list of numbers'),
        covariance: z.array(z.array(z.number(finite), 'give a row of numbers'), 'give a list of rows of numbers'),
      }),
      'give a list of components',
    )
    .min(1, 'give at least one component'),
  standardError: z.number(precision).min(0.0001, precision).default(0.002),
});

function requireMixture(components: readonly MixtureComponent[], size: number): void {
  components.forEach(({ mean, covariance }, k) => {
    for (const [name, { length }] of [['mean', mean] as const, ['covariance', covariance] as const])
      if (length !== size)
        throw new InputError({
          argument: `components[${k}].${name}`,
          value: length,
          problem: `${name === 'mean' ? 'numbers' : 'rows'} for dimX + dimY = ${size}`,
          remedy: `give ${size}`,
        });
  });
  const total = components.reduce((sum, component) => sum + component.weight, 0);
  if (!(Math.abs(total - 1) <= ROUNDING))
    throw new InputError({
      argument: 'components',
      problem: `have weights that sum to ${total}`,
      remedy: 'give weights that sum to 1',
    });
}

/** What was computed once, by the task's name. */
const known = new Map<string, KnownMi>();

/**
 * (X, Y) from a mixture of normal distributions: I = E log p(x, y) / (p(x) p(y)), by adaptive quadrature to 1e-8 where X and Y are single numbers, else by Monte
 * Carlo on a key of its own, until its standard error is the one asked for. The equal mixture of correlations +.9 and -.9 (.408443 nats) is that of Chan et al.
 * 2019, Neural entropic estimation.
 *
 * The component comes from the key's stream `component`, the normal numbers from its streams `x` and `noise`: a longer sample begins with a shorter one.
 * @throws InputError where a dimension is no positive whole number, the weights do not sum to 1, or a component's sizes do not fit or its covariance is not
 *   positive definite (it names the leading minor)
 */
export function gaussianMixture(options: GaussianMixtureOptions): Task {
  const { dimX, dimY, components: stated, standardError } = parse(schema, options, 'gaussianMixture');
  const size = dimX + dimY;
  requireMixture(stated, size);
  const total = stated.reduce((sum, component) => sum + component.weight, 0);
  const components = stated.map((component) => ({ ...component, weight: component.weight / total }));
  const density = mixtureDensity(components, dimX);
  const single = dimX === 1 && dimY === 1;
  const precision = single ? '' : `, standardError=${standardError}`;
  const id = `gaussian-mixture(dimX=${dimX}, dimY=${dimY}, components=${JSON.stringify(stated)}${precision})`;
  const cumulative = cumulate(components.map((component) => component.weight));
  const sample = (count: number, key: Key): Pairs => {
    requireCount(count);
    const stream = createStream(foldIn(key, 'component'));
    const x = standardNormals(count * dimX, foldIn(key, 'x'));
    const y = standardNormals(count * dimY, foldIn(key, 'noise'));
    const rows = components.map(() => [] as number[]);
    for (let row = 0; row < count; row++) rows[drawIndex(cumulative, stream)].push(row);
    rows.forEach((own, k) => {
      const ofX = gather(x, dimX, own);
      const ofY = gather(y, dimY, own);
      correlate(density.factors[k], dimX, ofX, ofY);
      scatter(ofX, dimX, own, components[k].mean, 0, x);
      scatter(ofY, dimY, own, components[k].mean, dimX, y);
    });
    return { count, dimX, dimY, x, y };
  };
  const mi = known.get(id) ?? mixtureInformation({ components, density, dimX, dimY, sample, standardError });
  known.set(id, mi);
  const { marginals, correlation } = momentsOf(components, dimX, size);
  return {
    id,
    dimX,
    dimY,
    mi,
    sample,
    logDensityRatio: density.logRatio,
    evidence: { marginals, correlation },
  };
}

/** Some rows of points. */
function gather(points: Float64Array, width: number, rows: readonly number[]): Float64Array {
  const own = new Float64Array(rows.length * width);
  rows.forEach((row, k) => {
    for (let i = 0; i < width; i++) own[k * width + i] = points[row * width + i];
  });
  return own;
}

/** Puts rows back, moved by their mean's entries from `start` on. */
function scatter(
  own: Float64Array,
  width: number,
  rows: readonly number[],
  mean: readonly number[],
  start: number,
  points: Float64Array,
): void {
  rows.forEach((row, k) => {
    for (let i = 0; i < width; i++) points[row * width + i] = own[k * width + i] + mean[start + i];
  });
}

/** Marginal distribution functions, and the correlations by the law of total covariance. */
function momentsOf(components: readonly MixtureComponent[], dimX: number, size: number) {
  const cdf =
    (i: number): Cdf =>
    (value) => {
      let sum = 0;
      for (const { weight, mean, covariance } of components)
        sum += weight * normalCdf((value - mean[i]) / Math.sqrt(covariance[i][i]));
      // Weights that are thirds, say, sum to 1 and a rounding.
      return Math.min(1, sum);
    };
  const cdfs = Array.from({ length: size }, (_, i) => cdf(i));
  const means = cdfs.map((_, i) => components.reduce((sum, { weight, mean }) => sum + weight * mean[i], 0));
  const covariance = (i: number, j: number): number =>
    components.reduce(
      (sum, component) =>
        sum +
        component.weight *
          (component.covariance[i][j] + (component.mean[i] - means[i]) * (component.mean[j] - means[j])),
      0,
    );
  const correlation = cdfs.map((_, i) =>
    cdfs.map((__, j) => (i === j ? 1 : covariance(i, j) / Math.sqrt(covariance(i, i) * covariance(j, j)))),
  );
  return { marginals: { x: cdfs.slice(0, dimX), y: cdfs.slice(dimX) }, correlation };
}

export const gaussianMixtureTask = entry({
  id: 'gaussian-mixture',
  summary: 'mixtures of Gaussians: several modes, and dependence that need not be correlation',
  options: schema.superRefine(({ dimX, dimY, components }, context) => {
    checked(context, () => {
      requireMixture(components, dimX + dimY);
      mixtureDensity(components, dimX);
    });
  }),
  create: gaussianMixture,
  example: {
    dimX: 1,
    dimY: 1,
    components: [0.9, -0.9].map((rho) => ({
      weight: 0.5,
      mean: [0, 0],
      covariance: [
        [1, rho],
        [rho, 1],
      ],
    })),
    standardError: 0.002,
  },
});
