import { engines, lowerings, tf } from '@minebench/engine';
import { expect, it } from 'vitest';
import { kernelCases } from './cases/index.ts';
import { describeParity, type HeldEngine } from './kernel-parity.ts';
import { survey } from './survey.ts';

/** Kernels with a registered gradient that is never asked for: their results are no floats. */
const WITHOUT_FLOAT_RESULTS = new Set([
  'GreaterEqual',
  'FloorDiv',
  'IsNan',
  'IsInf',
  'IsFinite',
  'ArgMax',
  'ArgMin',
  'OneHot',
]);

// Compiling anything loads the WebAssembly backend and registers its kernels.
await engines.create('tfjs:wasm').compile(() => ({ state: {}, outputs: {} }), { state: {}, data: {}, batch: {} });
const surveyed = await survey(kernelCases);

/** Kernels of images, which `wasm:simd` does not have. */
const IMAGES = /Conv2D|Pool/;

/** Engines that are held to the reference, and why one of them is not held to a case. */
const held: readonly HeldEngine[] = [
  { id: 'ort:cpu', leavesOut: () => undefined },
  {
    id: 'wasm:simd',
    leavesOut: ({ kernels }) =>
      kernels.some((kernel) => IMAGES.test(kernel)) ? 'it has no kernels of images' : undefined,
  },
  { id: 'tfjs:wasm', leavesOut: ({ withoutWasm }) => withoutWasm },
];

it('every mapped kernel has a case', () => {
  const covered = new Set(kernelCases.map(({ kernel }) => kernel));
  expect(Object.keys(lowerings).filter((kernel) => !covered.has(kernel))).toEqual([]);
});

it.each(surveyed)('$kernel, $name: the call runs the kernel', ({ kernel, kernels }) => {
  expect(kernels).toContain(kernel);
});

it.each(Object.keys(lowerings).filter((kernel) => tf.getGradient(kernel) && !WITHOUT_FLOAT_RESULTS.has(kernel)))(
  '%s has a case whose gradient is compared',
  (kernel) => {
    expect(surveyed.filter((one) => one.kernel === kernel && one.differentiable)).not.toEqual([]);
  },
);

describeParity(held, surveyed);
