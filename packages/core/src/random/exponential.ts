import { log } from './elementary/log.ts';
import { nextOpenUniform } from './uniform.ts';
import type { Xoshiro128 } from './xoshiro128.ts';

/** The next standard exponential number, by inversion: at most 53 log 2 = 36.7. */
export function nextExponential(generator: Xoshiro128): number {
  return -log(nextOpenUniform(generator));
}
