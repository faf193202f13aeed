import type { PlannedCell } from '../experiment/plan.ts';
import { timeInKernels } from './time-in-kernels.ts';

/** Enough that a program which takes four times as long is seen to take more than twice, where repeats vary by a fifth. */
const REPEATS = 7;

/**
 * Times cells in units of the calibration kernel, one after another in this process; nothing is recorded.
 * @returns for each cell a ratio a repeat
 */
export async function measureSpeed(cells: readonly PlannedCell[], experimentUrl: string): Promise<number[][]> {
  const readings: number[][] = [];
  for (const { cell, procedure } of cells)
    readings.push(await timeInKernels(() => procedure.run(cell, { baseUrl: experimentUrl }), REPEATS));
  return readings;
}
