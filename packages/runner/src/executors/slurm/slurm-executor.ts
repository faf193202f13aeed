import type { Executor } from '../executor.ts';
import { Driver, TASKS } from './driver.ts';
import type { SlurmOptions } from './slurm-options.ts';

/**
 * Runs cells as tasks of Slurm job arrays that share the folder of the records. Here is only the driver: it submits chunks of cells, looks at the records and at the
 * queue, and submits again what a task that is gone has left. A driver that is gone itself is no loss: running the same command again finds the tasks by their
 * job's name, and waits for their cells instead of submitting them twice.
 */
export function slurmExecutor(options: SlurmOptions): Executor {
  let driver: Driver | undefined;
  return {
    get workers() {
      return driver?.workers ?? (options.workers ?? 1) * TASKS;
    },
    async execute(job) {
      driver = new Driver(job, options);
      await driver.run();
    },
  };
}
