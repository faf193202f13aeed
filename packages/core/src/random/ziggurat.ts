import { exp } from './elementary/exp.ts';
import { log } from './elementary/log.ts';
import { nextOpenUniform } from './uniform.ts';
import type { Xoshiro128 } from './xoshiro128.ts';

/**
 * Standard normal numbers by the ziggurat: the density exp(-x^2/2) is covered by 256 layers of equal area, a point in a layer is nearly always below
 * the density. Layer index and position come from different bits (Doornik), and the position has 54 bits.
 *
 * G. Marsaglia and W. W. Tsang, The ziggurat method for generating random variables, J. Stat. Soft. 5(8), 2000;
 * J. A. Doornik, An improved ziggurat method to generate normal random samples, 2005.
 */
const LAYERS = 256;

/** Where the tail begins and the area of a layer: r f(r) + integral of f beyond r = AREA, and the 256th layer ends at f(0) = 1. */
export const TAIL = 3.654152885361009;
export const AREA = 0.004928673233974655;

const POSITION_SCALE = 1 / 9007199254740992;

/** The layers' right edges, from the base (its edge is that of a rectangle with the tail's area added) to the top, where the edge is 0. */
export const edges = new Float64Array(LAYERS + 1);
/** The density at each edge. */
const heights = new Float64Array(LAYERS + 1);
/** Edge / 2^53: turns a 54-bit signed position into a number. */
const widths = new Float64Array(LAYERS);
/** Positions nearer to 0 than this are below the density for certain. */
const inside = new Float64Array(LAYERS);

edges[0] = AREA / exp(-0.5 * TAIL * TAIL);
edges[1] = TAIL;
heights[1] = exp(-0.5 * TAIL * TAIL);
for (let layer = 2; layer < LAYERS; layer++) {
  heights[layer] = heights[layer - 1] + AREA / edges[layer - 1];
  edges[layer] = Math.sqrt(-2 * log(heights[layer]));
}
heights[LAYERS] = 1;
for (let layer = 0; layer < LAYERS; layer++) {
  widths[layer] = edges[layer] * POSITION_SCALE;
  inside[layer] = Math.floor((edges[layer + 1] / edges[layer]) * 9007199254740992);
}

/** The next standard normal number. */
export function nextNormal(generator: Xoshiro128): number {
  for (;;) {
    const upper = generator.nextInt32();
    const lower = generator.nextInt32();
    const layer = lower & 255;
    const position = upper * 4194304 + (lower >>> 10);
    if (Math.abs(position) < inside[layer]) return position * widths[layer];
    const x = layer === 0 ? beyondTail(generator, position) : underDensity(generator, layer, position * widths[layer]);
    if (!Number.isNaN(x)) return x;
  }
}

/** x where a random height of its layer lies below the density, NaN where x is rejected. */
function underDensity(generator: Xoshiro128, layer: number, x: number): number {
  const height = heights[layer] + nextOpenUniform(generator) * (heights[layer + 1] - heights[layer]);
  return height < exp(-0.5 * x * x) ? x : NaN;
}

/** A normal number given that it exceeds TAIL (Marsaglia 1964), with the sign of `sign`. */
export function beyondTail(generator: Xoshiro128, sign: number): number {
  for (;;) {
    const x = -log(nextOpenUniform(generator)) / TAIL;
    const y = -log(nextOpenUniform(generator));
    if (y + y > x * x) return sign < 0 ? -TAIL - x : TAIL + x;
  }
}
