import {
  type Cell,
  CONFIRM,
  type Experiment,
  InputError,
  MOST_CELLS,
  type Procedure,
  UNASKED_CELLS,
} from '@minebench/core';
import { createFingerprinter } from '../code/fingerprint.ts';
import { messageOf } from '../run/message-of.ts';
import { cellNamer } from '../store/cell-name.ts';
import { expandSweep, procedureProblem } from './expand-sweep.ts';

/** A cell that an experiment asks for, with what is needed to run it. */
export interface PlannedCell {
  /** The SHA-256 of the cell. */
  readonly name: string;
  readonly cell: Cell;
  readonly procedure: Procedure;
  /** User files that the cell names, relative to the experiment file. */
  readonly files: readonly string[];
  /** Relative cost, for the forecast of the time left. */
  readonly cost: number;
}

export interface PlanOptions {
  readonly experimentUrl: string;
  /** Takes the place of the sweeps' own engines. */
  readonly engine?: string | undefined;
  /** False: a plan of more than 10^5 cells is refused. */
  readonly confirmed?: boolean | undefined;
}

/** The cells of an experiment's sweeps one after the other; one that several sweeps ask for comes as often. */
async function* cellsOf(
  experiment: Experiment,
  { experimentUrl, engine, confirmed = true }: PlanOptions,
): AsyncGenerator<PlannedCell> {
  const fingerprinter = createFingerprinter(experimentUrl);
  // Before a sweep is expanded it is known roughly: cells that turn out to be alike count once.
  const mostCells = confirmed ? MOST_CELLS : 5 * UNASKED_CELLS;
  const context = { baseUrl: experimentUrl, mostCells, ...(engine === undefined ? {} : { engine }) };
  const nameOf = cellNamer();
  for (const asked of experiment.sweeps) {
    const { procedure, path } = asked;
    for (const plan of await expandSweep(asked, context)) {
      const { files, ...question } = plan;
      const cell: Cell = { ...question, procedure: procedure.id, code: await fingerprinter.of(procedure, files) };
      let name: string;
      try {
        name = nameOf(cell);
      } catch (error) {
        const problem = `gives a cell that no record can hold: ${messageOf(error)}`;
        throw procedureProblem(path, procedure.id, problem, 'give params and protocol of plain JSON');
      }
      yield { name, cell, procedure, files, cost: procedure.cost?.(plan) ?? 1 };
    }
  }
}

/**
 * All cells of an experiment in the order of its sweeps. A cell that several sweeps ask for is there once.
 * @throws InputError with the path of the first wrong field, and where there are more cells than were confirmed
 */
export async function planExperiment(experiment: Experiment, options: PlanOptions): Promise<PlannedCell[]> {
  const cells = new Map<string, PlannedCell>();
  for await (const cell of cellsOf(experiment, options)) if (!cells.has(cell.name)) cells.set(cell.name, cell);
  if (options.confirmed === false && cells.size > UNASKED_CELLS)
    throw new InputError({
      argument: 'sweep',
      problem: `expands to ${cells.size} cells, more than ${UNASKED_CELLS}`,
      remedy: CONFIRM,
    });
  return [...cells.values()];
}

/** The names of an experiment's cells alone, for those who read records: nothing of a plan is held. */
export async function plannedNames(experiment: Experiment, options: PlanOptions): Promise<Set<string>> {
  const names = new Set<string>();
  for await (const { name } of cellsOf(experiment, options)) names.add(name);
  return names;
}
