import type { Experiment, ExperimentSize, ExperimentSweep, Procedure } from '@minebench/core';

type Sweep = Readonly<Record<string, unknown>>;

const procedure = { id: 'estimate' } as Procedure;

const sweepsOf = (sweep: Sweep | readonly Sweep[]): ExperimentSweep[] =>
  [sweep].flat().map((one) => ({ procedure, sweep: one as Sweep, path: 'sweep' }));

/** An experiment at a size, of nothing but its sweeps; sizes that are left out are empty. */
export function experimentAt(
  size: ExperimentSize,
  sweeps: Partial<Record<ExperimentSize, Sweep | readonly Sweep[]>>,
): Experiment {
  const { quick = [], reference = [], full = [] } = sweeps;
  const sizes = { quick: sweepsOf(quick), reference: sweepsOf(reference), full: sweepsOf(full) };
  return { id: 'sized', title: '', question: '', figures: [], holds: [], size, sizes, sweeps: sizes[size] };
}
