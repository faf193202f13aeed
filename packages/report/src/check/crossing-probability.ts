import { normalCdf, normalDensity } from '@minebench/core';

interface Rule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const ORDER = 64;
/** Below so many standard deviations there is no path left to follow. */
const REACH = 9;

/** Gauss-Legendre on [-1, 1]: nodes by Newton from their cosine approximation (Abramowitz and Stegun 1964, 25.4.29 and 22.16.6). */
function gaussLegendre(order: number): Rule {
  const [nodes, weights] = [new Float64Array(order), new Float64Array(order)];
  for (let index = 0; index < order; index++) {
    let x = Math.cos((Math.PI * (index + 0.75)) / (order + 0.5));
    let slope = 1;
    for (let step = 0; step < 8; step++) {
      let [before, value] = [0, 1];
      for (let n = 0; n < order; n++) [before, value] = [value, ((2 * n + 1) * x * value - n * before) / (n + 1)];
      slope = (order * (before - x * value)) / (1 - x * x);
      x -= value / slope;
    }
    nodes[index] = x;
    weights[index] = 2 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}

const rule = gaussLegendre(ORDER);

/**
 * P(B(f_k) >= level for some k) of a standard Brownian motion B seen at the fractions f_1 < ... < f_K = 1 of its time: the chance that O'Brien and Fleming's (1979)
 * boundary, a line at `level` for the score times the root of its information, is reached by chance at any of the looks. By the recursion of Armitage,
 * McPherson and Rowe (1969): the density of the paths that have not crossed is carried from look to look.
 */
export function crossingProbability(fractions: readonly number[], level: number): number {
  let crossed = normalCdf(-level / Math.sqrt(fractions[0]));
  let points: Float64Array = new Float64Array(ORDER);
  let masses: Float64Array = new Float64Array(ORDER);
  const place = (fraction: number, density: (x: number) => number) => {
    const low = -REACH * Math.sqrt(fraction);
    const half = (level - low) / 2;
    const next = { points: new Float64Array(ORDER), masses: new Float64Array(ORDER) };
    if (half <= 0) return next;
    for (let index = 0; index < ORDER; index++) {
      const x = low + half * (1 + rule.nodes[index]);
      next.points[index] = x;
      next.masses[index] = half * rule.weights[index] * density(x);
    }
    return next;
  };
  const first = Math.sqrt(fractions[0]);
  ({ points, masses } = place(fractions[0], (x) => normalDensity(x / first) / first));
  for (let look = 1; look < fractions.length; look++) {
    const step = Math.sqrt(fractions[look] - fractions[look - 1]);
    for (let index = 0; index < ORDER; index++) crossed += masses[index] * normalCdf((points[index] - level) / step);
    if (look === fractions.length - 1) break;
    const [from, mass] = [points, masses];
    ({ points, masses } = place(fractions[look], (x) => {
      let density = 0;
      for (let index = 0; index < ORDER; index++) density += mass[index] * normalDensity((x - from[index]) / step);
      return density / step;
    }));
  }
  return Math.min(1, crossed);
}
