import { calibrationKernel } from './calibration-kernel.ts';

/** Processor seconds of this process, all of its threads: other processes on the machine count for little. */
const processorSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

async function secondsOf(work: () => unknown): Promise<number> {
  const before = processorSeconds();
  await work();
  return processorSeconds() - before;
}

/**
 * Times work in units of the calibration kernel: after a warm-up of both, the kernel runs right before and right after each repeat, and the repeat's processor time is divided
 * by the mean of the two, so that a slower machine slows both.
 * @returns a ratio a repeat
 */
export async function timeInKernels(work: () => unknown, repeats: number): Promise<number[]> {
  await work();
  calibrationKernel();
  const ratios: number[] = [];
  let kernel = await secondsOf(calibrationKernel);
  for (let repeat = 0; repeat < repeats; repeat++) {
    const seconds = await secondsOf(work);
    const next = await secondsOf(calibrationKernel);
    ratios.push(seconds / ((kernel + next) / 2));
    kernel = next;
  }
  return ratios;
}
