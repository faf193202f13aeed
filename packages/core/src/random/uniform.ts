import type { Xoshiro128 } from './xoshiro128.ts';

/** The next number uniform on the multiples of 2^-53 in [0, 1). */
export function nextUniform(generator: Xoshiro128): number {
  const upper = generator.nextInt32() >>> 5;
  const lower = generator.nextInt32() >>> 6;
  return (upper * 67108864 + lower) * 1.1102230246251565e-16;
}

/** The next number uniform on the odd multiples of 2^-53 in (0, 1): its logarithm is finite and never zero. */
export function nextOpenUniform(generator: Xoshiro128): number {
  const upper = generator.nextInt32() >>> 6;
  const lower = generator.nextInt32() >>> 6;
  return (upper * 67108864 + lower + 0.5) * 2.220446049250313e-16;
}
