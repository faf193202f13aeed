import type { Experiment } from '@minebench/core';
import type { PageContent } from './html-page.ts';
import type { JudgedClaim, ReportCounts } from './report-options.ts';

/** `verdicts.json`: what a report says, for programs and for the gallery. */
export interface ReportVerdicts {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  readonly size: NonNullable<Experiment['size']>;
  /** What is smaller than what was published, a line a field. */
  readonly reduced: readonly string[];
  readonly command: string;
  /** Those that were drawn. */
  readonly figures: readonly { readonly id: string; readonly title: string; readonly alt: string }[];
  readonly claims: readonly JudgedClaim[];
  readonly cells: number;
  readonly diverged: number;
  readonly failed: number;
  readonly planned: number;
  readonly missing: number;
}

export const verdictsOf = (
  { experiment, claims, figures, provenance, reduced }: PageContent,
  { planned, missing }: ReportCounts,
): ReportVerdicts => ({
  id: experiment.id,
  title: experiment.title,
  question: experiment.question,
  size: experiment.size ?? 'reference',
  reduced,
  command: provenance.command,
  figures: figures
    .filter(({ drawing }) => drawing !== null)
    .map(({ figure: { id, title, alt } }) => ({ id, title, alt })),
  claims,
  cells: provenance.cells,
  diverged: provenance.diverged,
  failed: provenance.failed,
  planned,
  missing,
});
