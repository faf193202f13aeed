import { seedsText } from '../groups/seeds-text.ts';
import { plural } from '../theme/plural.ts';
import { wrappedName } from '../theme/wrapped-name.ts';
import type { GanRow } from './gan-row.ts';

/** Letters of a subtitle's line in a figure as wide as a journal's column. */
const LETTERS = 70;

export const betaText = (beta: number): string => `β = ${beta}`;

/** How many runs there are, and lines for each that was lost: nothing is dropped. */
export function ganStatusLines(rows: readonly GanRow[]): string[] {
  const of = (status: GanRow['status']): number => rows.filter((row) => row.status === status).length;
  const lost = rows
    .filter((row) => row.status !== 'completed')
    .flatMap((row) => {
      const { beta, status, divergedAtStep, reason } = row;
      const step = divergedAtStep === null ? '' : ` at step ${divergedAtStep}`;
      return wrappedName(
        `${betaText(beta)}, ${seedsText(row)} ${status}${step}: ${reason ?? 'no reason given'}`,
        LETTERS,
      );
    });
  return [
    `${plural(rows.length, 'run')}: ${of('completed')} completed, ${of('diverged')} diverged, ${of('failed')} failed`,
    ...lost,
  ];
}
