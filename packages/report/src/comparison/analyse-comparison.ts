import { type CellRecord, mean } from '@minebench/core';
import { type ContestantCost, contestantCosts } from './costs.ts';
import { absoluteErrors, type ComparisonView, type OutcomeTable, outcomeTable } from './outcomes.ts';
import { type PairedDifference, pairedDifferences } from './paired-differences.ts';
import { type RankSummary, rankSummaries } from './ranks.ts';
import { mostSeeds } from './seeds-needed.ts';
import { type Duel, type DuelTally, tallyOf, taskDuels } from './task-duels.ts';

/** Everything that a comparison says. Lists of contestants are in the view's order. */
export interface ComparisonAnalysis {
  readonly table: OutcomeTable;
  readonly differences: readonly PairedDifference[];
  readonly duels: readonly Duel[];
  readonly tallies: readonly DuelTally[];
  readonly ranks: readonly RankSummary[];
  readonly costs: readonly ContestantCost[];
}

/** Compares contestants by the records of their cells. The same records give the same analysis. */
export function analyseComparison(records: readonly CellRecord[], view: ComparisonView): ComparisonAnalysis {
  const table = outcomeTable(records, view);
  const duels = taskDuels(table);
  return {
    table,
    differences: pairedDifferences(table),
    duels,
    tallies: table.contestants.map((contestant) => tallyOf(duels, contestant)),
    ranks: rankSummaries(table),
    costs: contestantCosts(table),
  };
}

/** The analysis as `minebench compare --json` prints it: nats, `null` where there is nothing. */
export function comparisonJson({ table, differences, duels, tallies, ranks, costs }: ComparisonAnalysis) {
  return {
    contestants: costs.map(({ contestant, ...cost }, index) => ({
      name: contestant,
      meanRank: ranks[index].meanRank,
      meanRankLow: ranks[index].interval.low,
      meanRankHigh: ranks[index].interval.high,
      ...tallies[index],
      ...cost,
    })),
    tasks: table.tasks.map(({ name, truth }, task) => ({
      name,
      truth,
      results: table.contestants.map((contestant, index) => {
        const outcomes = table.outcomes[index][task];
        const errors = absoluteErrors(outcomes);
        return {
          contestant,
          meanAbsoluteError: errors.length === 0 ? null : mean(errors),
          rank: ranks[index].ranks[task],
          replicates: outcomes.map(({ status, reason, nats, error, dataSeed, initSeed }) => ({
            dataSeed,
            initSeed,
            status,
            ...(reason === null ? {} : { reason }),
            nats,
            error,
          })),
        };
      }),
    })),
    differences,
    duels,
    seedsNeededAtMost: mostSeeds,
  };
}
