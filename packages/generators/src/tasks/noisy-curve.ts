import { type Cdf, cos, exp, log, normalCdf, normalDensity, sin } from '@minebench/core';
import { tabulate } from '../numerics/piecewise-chebyshev.ts';
import { integrate } from '../numerics/quadrature.ts';

/** Odd, rising functions on [-1, 1], with E f(X)^2 and E X f(X) of X uniform there. */
export const curves = {
  x: { f: (x: number) => x, square: 1 / 3, product: 1 / 3, slope: 1 },
  '2x': { f: (x: number) => 2 * x, square: 4 / 3, product: 2 / 3, slope: 2 },
  sin: { f: sin, square: 0.5 - sin(2) / 4, product: sin(1) - cos(1), slope: undefined },
  cube: { f: (x: number) => x * x * x, square: 1 / 7, product: 1 / 5, slope: undefined },
} as const;

export type CurveName = keyof typeof curves;

export const LOG_ROOT_TWO_PI = 0.9189385332046728;
/** Deviations of the noise beyond f(1) up to which the density of Y is tabulated; farther out it is below 1e-23. */
const REACH = 10;
/** Of the tabulated log density and distribution function of Y. */
const TOLERANCE = 1e-11;

/** The number in [-1, 1] with f(x) = value, f rising; an end where there is none. */
function inverse(f: (x: number) => number, value: number): number {
  let [low, high] = [-1, 1];
  if (value <= f(low)) return low;
  if (value >= f(high)) return high;
  for (;;) {
    const middle = 0.5 * (low + high);
    if (!(low < middle && middle < high)) return middle;
    if (f(middle) < value) low = middle;
    else high = middle;
  }
}

/** log p(y) = log (1/2) int_-1^1 phi((y - f(x)) / sigma) / sigma dx: the largest exponent is taken out, the x that matter found first. */
function logDensityByQuadrature(f: (x: number) => number, sigma: number, y: number): number {
  const top = f(1);
  const off = Math.abs(y) > top ? Math.abs(y) - top : 0;
  const width = Math.sqrt(off * off + 80 * sigma * sigma);
  const nearest = inverse(f, y);
  const edges = [inverse(f, y - width), inverse(f, y + width)];
  const inside = [inverse(f, y - sigma), nearest, inverse(f, y + sigma)].filter((x) => x > edges[0] && x < edges[1]);
  const closest = off / sigma;
  const { value } = integrate(
    (x) => {
      const z = (y - f(x)) / sigma;
      return exp(-0.5 * (z - closest) * (z + closest));
    },
    [...new Set([edges[0], ...inside, edges[1]])],
    { absolute: 0, relative: 1e-13 },
  );
  return log(0.5 * value) - 0.5 * closest * closest - log(sigma) - LOG_ROOT_TWO_PI;
}

/** Phi integrated: z Phi(z) + phi(z). */
const integratedCdf = (z: number): number => z * normalCdf(z) + normalDensity(z);

export interface NoisyCurveMarginal {
  logDensity(y: number): number;
  readonly cdf: Cdf;
  /** Nats of a component. */
  readonly nats: number;
}

/**
 * The distribution of Y. For x and 2x: p(y) = (Phi((y + c)/s) - Phi((y - c)/s)) / 2c. For the others quadrature to a relative 1e-13, tabulated: the log density
 * and the distribution function lie within 1e-11 of it. Y is symmetric, so that y >= 0 says all.
 */
export function noisyCurveMarginal(f: CurveName, sigma: number): NoisyCurveMarginal {
  const curve = curves[f];
  const top = curve.f(1);
  const reach = top + REACH * sigma;
  const c = curve.slope;
  const direct = (y: number) => logDensityByQuadrature(curve.f, sigma, y);
  const closed = (y: number) => log((normalCdf((top - y) / sigma) - normalCdf((-top - y) / sigma)) / (2 * top));
  const table = tabulate(c === undefined ? direct : closed, 0, reach, TOLERANCE);
  const nearOrigin = c === undefined ? table.at : closed;
  const logDensity = (y: number) => (Math.abs(y) <= reach ? nearOrigin(Math.abs(y)) : direct(Math.abs(y)));
  const entropy = integrate(
    (y) => {
      const logP = logDensity(y);
      return -2 * exp(logP) * logP;
    },
    table.edges,
    { absolute: 1e-8 },
  );
  // h(Y) - h(Y | X)
  const nats = entropy.value - 0.5 - LOG_ROOT_TWO_PI - log(sigma);
  return { logDensity, cdf: cdfOf(f, sigma, reach), nats };
}

/** P(Y <= y) = E Phi((y - f(X)) / sigma). */
function cdfOf(f: CurveName, sigma: number, reach: number): Cdf {
  const curve = curves[f];
  const top = curve.f(1);
  const closed = (y: number) =>
    (sigma / (2 * top)) * (integratedCdf((y + top) / sigma) - integratedCdf((y - top) / sigma));
  if (curve.slope !== undefined) return (y) => (y > reach ? 1 : y < -reach ? 0 : y > 0 ? 1 - closed(-y) : closed(y));
  let upper: ((y: number) => number) | undefined;
  const above = (y: number): number => {
    upper ??= tabulate((value) => distributionByQuadrature(curve.f, sigma, value), 0, reach, TOLERANCE).at;
    // The table's error must not pass 1.
    return Math.min(1, upper(y));
  };
  return (y) => (y > reach ? 1 : y < -reach ? 0 : y < 0 ? 1 - above(-y) : above(y));
}

function distributionByQuadrature(f: (x: number) => number, sigma: number, y: number): number {
  const edges = [-9, -1, 0, 1, 9].map((deviations) => inverse(f, y + deviations * sigma));
  return integrate((x) => 0.5 * normalCdf((y - f(x)) / sigma), [...new Set([-1, ...edges, 1])], { absolute: 1e-13 })
    .value;
}
