import { expect, test } from 'vitest';
import { calibrationKernel } from '../../src/speed/calibration-kernel.ts';
import { timeInKernels } from '../../src/speed/time-in-kernels.ts';

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const kernels = (count: number) => () => {
  for (let index = 0; index < count; index++) calibrationKernel();
};

test('the kernel is the same work each time', () => {
  expect(calibrationKernel()).toBe(calibrationKernel());
});

test('work of k kernels reads as k, in processor time: waiting costs nothing', async () => {
  // Ratios within one run; a third either way is far beyond what a median of five moves, and far below the step from 2 to 6.
  const [two, six] = [await timeInKernels(kernels(2), 5), await timeInKernels(kernels(6), 5)];
  expect(two).toHaveLength(5);
  expect(median(two)).toBeGreaterThan(2 / 1.33);
  expect(median(two)).toBeLessThan(2 * 1.33);
  expect(median(six) / median(two)).toBeGreaterThan(3 / 1.33);
  expect(median(six) / median(two)).toBeLessThan(3 * 1.33);
});
