import type { CellRecord, Claim, Figure } from '@minebench/core';
import type { Table } from '../tables/table.ts';
import { textTable } from '../tables/text-table.ts';
import { analyseComparison, type ComparisonAnalysis } from './analyse-comparison.ts';
import { contestantTable, differenceTable, taskTable } from './comparison-tables.ts';
import { costFigure } from './cost-figure.ts';
import { differenceFigure } from './difference-figure.ts';
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
  return {
    figures: [rankFigure(analyse), differenceFigure(analyse), errorMap(analyse), costFigure(analyse)],
    claims: [resolutionClaim(view, analyse), fairnessClaim(view, terms)],
    tables,
    analyse,
    summary: (records) =>
      tables(records)
        .slice(0, 2)
        .map((table) => `${table.caption}\n${textTable(table)}`)
        .join('\n\n'),
  };
}
