import { type Claim, median } from '@minebench/core';
import { type ClaimOptions, claimHead } from '../claims/claim-options.ts';
import { conclude } from '../claims/comparison.ts';
import { endOf, type GanRow, modesOf, toGanRows } from './gan-row.ts';
import { betaText } from './gan-text.ts';

export interface ModesKeptOptions extends Omit<ClaimOptions, 'where'> {
  /** Median number of modes that the largest beta must reach; none is asked for where absent. */
  readonly least?: number;
}

const share = (value: number | null): number | null => (value === null ? null : Math.round(1000 * value) / 1000);

/** What each run ended with, beside the claim; of one that diverged or failed, that it has no modes. */
const rowOf = (row: GanRow) => ({
  beta: row.beta,
  seed: row.dataSeed,
  status: row.divergedAtStep === null ? row.status : `${row.status} at step ${row.divergedAtStep}`,
  modes: modesOf(row),
  highQuality: share(endOf(row, 'highQuality')),
  reverseKl: share(endOf(row, 'reverseKl')),
  information: share(endOf(row, 'information')),
  informationError: share(endOf(row, 'informationError')),
});

/**
 * A generator with the mutual information in its objective keeps the modes of its data: the median over seeds at the largest beta is at least that at the smallest, and
 * at least `least`. A run that diverged or failed counts as one that recovered none.
 */
export const modesKept = (options: ModesKeptOptions): Claim => ({
  ...claimHead(options),
  check(records) {
    const { least, replicates = 1 } = options;
    const rows = toGanRows(records);
    const betas = [...new Set(rows.map(({ beta }) => beta))];
    if (betas.length < 2)
      return { verdict: 'unresolved', detail: 'There are no runs of two values of beta to compare.' };
    const [without, beside] = [betas[0], betas[betas.length - 1]];
    const of = (beta: number): GanRow[] => rows.filter((row) => row.beta === beta);
    const few = [without, beside].find((beta) => of(beta).length < replicates);
    if (few !== undefined)
      return {
        verdict: 'unresolved',
        detail: `${of(few).length} runs with ${betaText(few)}, and ${replicates} are asked for.`,
      };
    const [plain, kept] = [without, beside].map((beta) => median(of(beta).map(modesOf)));
    const asked = [
      { subject: `median at ${betaText(beside)} ≥ median at ${betaText(without)}`, limit: plain },
      ...(least === undefined ? [] : [{ subject: `median at ${betaText(beside)} ≥ ${least}`, limit: least }]),
    ].map(({ subject, limit }) => ({
      subject,
      verdict: kept >= limit ? ('holds' as const) : ('fails' as const),
      numbers: { modes: kept, limit },
      why: `${kept} against ${limit}`,
    }));
    const counts = (beta: number): string => of(beta).map(modesOf).join(', ');
    const told = `Median modes of ${rows[0].modesOfData}: ${kept} with ${betaText(beside)} (${counts(beside)}), ${plain} with ${betaText(without)} (${counts(without)}).`;
    const result = conclude(asked, told);
    const detail = result.verdict === 'holds' ? result.detail : `${told} ${result.detail}`;
    return { ...result, detail, comparisons: rows.map(rowOf) };
  },
});
