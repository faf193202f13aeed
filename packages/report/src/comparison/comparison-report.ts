import type { CellRecord, Claim, Figure } from '@minebench/core';
import type { Table } from '../tables/table.ts';
import { textTable } from '../tables/text-table.ts';
import { analyseComparison, type ComparisonAnalysis } from './analyse-comparison.ts';
import { contestantTable, differenceTable, taskTable } from './comparison-tables.ts';
import { costFigure } from './cost-figure.ts';
import { differenceFigure } from './difference-figure.ts';
import { differenceMap } from './difference-map.ts';
import { errorMap } from './error-map.ts';
import { fairnessClaim } from './fairness-claim.ts';
import type { ComparisonView } from './outcomes.ts';
import { rankFigure } from './rank-figure.ts';
import { resolutionClaim } from './resolution-claim.ts';

/** What a report shows of a comparison, beside what it shows of every experiment. */
export interface ComparisonReport {
  readonly figures: readonly Figure[];
  readonly claims: readonly Claim[];
  /** For the head of the report's tables. */
  tables(records: readonly CellRecord[]): readonly Table[];
  analyse(records: readonly CellRecord[]): ComparisonAnalysis;
  /** For a terminal. */
  summary(records: readonly CellRecord[]): string;
}

/**
 * Figures, claims and tables of a comparison.
 * @param terms - sentences on what contestants have in common and what could not be made equal
 */
export function comparisonReport(view: ComparisonView, terms: readonly string[]): ComparisonReport {
  const done = new WeakMap<readonly CellRecord[], ComparisonAnalysis>();
  const analyse = (records: readonly CellRecord[]): ComparisonAnalysis => {
    const analysis = done.get(records) ?? analyseComparison(records, view);
    done.set(records, analysis);
    return analysis;
  };
  const tables = (records: readonly CellRecord[]): readonly Table[] =>
    [contestantTable, differenceTable, taskTable].map((table) => table(analyse(records)));
  const pairs = (view.contestants.length * (view.contestants.length - 1)) / 2;
  const differences = pairs > mostPairs ? differenceMap : differenceFigure;
  return {
    figures: [rankFigure(analyse), differences(analyse), errorMap(analyse), costFigure(analyse)],
    claims: [resolutionClaim(view, analyse), fairnessClaim(view, terms)],
    tables,
    analyse,
    summary: (records) =>
      [contestantTable(analyse(records)), differencesToPrint(analyse(records))]
        .map((table) => `${table.caption}\n${textTable(table)}`)
        .join('\n\n'),
  };
}

/** More pairs than these, a row each, fill a terminal and are higher than a page. */
const mostPairs = 28;

/** All pairs, or those of the contestant with the best mean rank where they are many. */
function differencesToPrint(analysis: ComparisonAnalysis): Table {
  const { differences, ranks, costs } = analysis;
  if (differences.length <= mostPairs) return differenceTable(analysis);
  const best = ranks.reduce((least, rank, index) => (rank.meanRank < ranks[least].meanRank ? index : least), 0);
  const name = costs[best].contestant;
  const table = differenceTable({
    ...analysis,
    differences: differences.filter(({ a, b }) => a === name || b === name),
  });
  return {
    ...table,
    caption: `${table.caption} of ${name}, the best by mean rank; all ${differences.length} pairs are in the report`,
  };
}
