import { type Experiment, InputError, type Procedure } from '@minebench/core';
import { atSize, experimentSizes } from '../experiment/at-size.ts';
import { loadExperiment } from '../experiment/load-experiment.ts';
import { ownProcedures } from '../procedures/index.ts';

export const sourcesChanged = (): InputError =>
  new InputError({
    argument: 'sources',
    problem: 'changed while the sweep was running',
    remedy: 'run the same command again; what is finished stays',
  });

/**
 * The procedure of a cell in a process that has not planned it.
 * @param own - whether it is the runner's own of that name; otherwise the experiment file's
 * @throws InputError where there is none any more
 */
export async function findProcedure(id: string, own: boolean, experimentUrl: string): Promise<Procedure> {
  const procedures = own ? ownProcedures : proceduresOf(await loadExperiment(experimentUrl));
  const procedure = procedures.find((candidate) => candidate.id === id);
  if (!procedure) throw sourcesChanged();
  return procedure;
}

/** Of every size: a worker is not told which one is run. */
const proceduresOf = (experiment: Experiment): Procedure[] =>
  experimentSizes.flatMap((size) => atSize(experiment, size).sweeps.map(({ procedure }) => procedure));
