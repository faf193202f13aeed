import { mean, median } from '@minebench/core';
import { absoluteErrors, isLost, type Outcome, type OutcomeTable } from './outcomes.ts';

/** What a contestant's estimates cost, and what for. Means are over its cells. */
export interface ContestantCost {
  readonly contestant: string;
  /** Mean over tasks of the mean absolute error of completed cells, nats; `null` where a task has none. */
  readonly meanAbsoluteError: number | null;
  readonly completed: number;
  readonly diverged: number;
  readonly failed: number;
  readonly missing: number;
  /** Fewest and most over tasks; `null` of what is not trained. */
  readonly parameters: { readonly least: number; readonly most: number } | null;
  /** Training FLOP a cell. */
  readonly flop: number | null;
  /** A cell takes, on the machine that ran it. */
  readonly seconds: number | null;
}

const medianOf = (values: readonly number[]): number | null => (values.length === 0 ? null : median(values));

const known = (outcomes: readonly Outcome[], field: 'parameters' | 'flop' | 'seconds'): number[] =>
  outcomes.flatMap((outcome) => outcome[field] ?? []);

const meanOf = (values: readonly number[]): number | null => (values.length === 0 ? null : mean(values));

function costOf(contestant: string, byTask: readonly (readonly Outcome[])[]): ContestantCost {
  const outcomes = byTask.flat();
  const errors = byTask.map((replicates) => meanOf(absoluteErrors(replicates)));
  const complete = errors.filter((error) => error !== null);
  const parameters = known(outcomes, 'parameters');
  const count = (status: Outcome['status']) => outcomes.filter((outcome) => outcome.status === status).length;
  return {
    contestant,
    meanAbsoluteError: complete.length < errors.length ? null : mean(complete),
    completed: count('completed'),
    diverged: count('diverged'),
    failed: count('failed'),
    missing: count('missing'),
    parameters: parameters.length === 0 ? null : { least: Math.min(...parameters), most: Math.max(...parameters) },
    flop: meanOf(known(outcomes, 'flop')),
    // A lost cell may have ended early: its time says nothing about what an estimate takes.
    // The median: the first cell of a worker pays for its imports.
    seconds: medianOf(
      known(
        outcomes.filter((outcome) => !isLost(outcome)),
        'seconds',
      ),
    ),
  };
}

/** In the order of the contestants. */
export const contestantCosts = (table: OutcomeTable): ContestantCost[] =>
  table.contestants.map((contestant, index) => costOf(contestant, table.outcomes[index]));
