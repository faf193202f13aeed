import { plural } from '../theme/plural.ts';
import type { GanRow } from './gan-row.ts';

export const betaText = (beta: number): string => `β = ${beta}`;

/** How many runs there are, and a line for each that was lost: nothing is dropped. */
export function ganStatusLines(rows: readonly GanRow[]): string[] {
  const of = (status: GanRow['status']): number => rows.filter((row) => row.status === status).length;
  const lost = rows
    .filter((row) => row.status !== 'completed')
    .map(({ beta, dataSeed, status, divergedAtStep, reason }) => {
      const step = divergedAtStep === null ? '' : ` at step ${divergedAtStep}`;
      return `${betaText(beta)}, seed ${dataSeed} ${status}${step}: ${reason ?? 'no reason given'}`;
    });
  return [
    `${plural(rows.length, 'run')}: ${of('completed')} completed, ${of('diverged')} diverged, ${of('failed')} failed`,
    ...lost,
  ];
}
