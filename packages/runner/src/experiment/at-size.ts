import type { Experiment, ExperimentSize } from '@minebench/core';

export const experimentSizes = ['quick', 'reference', 'full'] as const satisfies readonly ExperimentSize[];

/** An experiment with the sweeps of a size in the place of its own. One that does not tell sizes apart is the same at all of them. */
export const atSize = (experiment: Experiment, size: ExperimentSize): Experiment => ({
  ...experiment,
  size,
  sweeps: experiment.sizes?.[size] ?? experiment.sweeps,
});
