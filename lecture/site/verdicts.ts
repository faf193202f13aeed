import { escapeHtml } from '@minebench/report';
import type { Records } from './records.ts';
import type { Inset } from './text.ts';

const marks = { holds: '✓ holds', fails: '✗ fails', unresolved: '? unresolved' } as const;

/**
 * An experiment's claims with their verdicts, as its report has them.
 * @param beginnings - of the names of those that are meant; all of them where there is none
 */
export const verdicts = (records: Records, ...beginnings: readonly string[]): Inset => {
  const claims = beginnings.length > 0 ? beginnings.map((name) => records.verdict(name)) : records.claims;
  const items = claims.map(
    ({ name, verdict, detail, reason }) => `<li class="claim ${verdict}">
<p><span class="verdict">${marks[verdict]}</span><span class="name">${escapeHtml(name)}</span></p>
<p>${escapeHtml(detail)}</p>
<p class="reason">${escapeHtml(reason)}</p></li>`,
  );
  if (items.length === 0) throw new Error(`reports/${records.experiment} makes no claim`);
  return { html: `<ul class="claims">${items.join('\n')}</ul>`, block: true };
};
