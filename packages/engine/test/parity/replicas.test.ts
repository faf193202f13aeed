import { lowerings } from '@minebench/engine';
import { describe, expect, it } from 'vitest';
import { kernelCases } from './cases/index.ts';
import { compareReplicas } from './replica-parity.ts';
import { survey } from './survey.ts';

/** Kernels of images, which `wasm:simd` does not have. */
const IMAGES = /Conv2D|Pool/;

const surveyed = await survey(kernelCases);

describe.each(Object.keys(lowerings))('three replicas of %s', (kernel) => {
  const cases = surveyed.filter((one) => one.kernel === kernel);
  const most = Math.max(...cases.map(({ operands }) => operands.length));

  it('have the values, gradients and fifty steps of three runs', async () => {
    expect(await compareReplicas('ort:cpu', cases, () => false, 50)).toEqual([]);
  });

  it.skipIf(IMAGES.test(kernel))(
    'have them on wasm:simd as well, where half the operands are the same for all',
    async () => {
      expect(await compareReplicas('wasm:simd', cases, () => false, 5)).toEqual([]);
      expect(await compareReplicas('wasm:simd', cases, (operand) => operand % 2 === 1, 2)).toEqual([]);
    },
  );

  // Every way in which one operand alone is the same for all replicas, and in which one alone is not.
  for (const operand of Array.from({ length: most > 1 ? most : 0 }, (_, k) => k)) {
    const concerned = cases.filter(({ operands }) => operands.length > operand && operands.length > 1);
    it(`and so where all replicas read operand ${operand}`, async () => {
      expect(await compareReplicas('ort:cpu', concerned, (k) => k === operand, 2)).toEqual([]);
    });
    if (most > 2)
      it(`and so where all replicas read all but operand ${operand}`, async () => {
        expect(await compareReplicas('ort:cpu', concerned, (k) => k !== operand, 2)).toEqual([]);
      });
  }
});
