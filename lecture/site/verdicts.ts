import { escapeHtml } from '@minebench/report';
import type { Records } from './records.ts';
import type { Inset } from './text.ts';

const marks = { holds: '✓ holds', fails: '✗ fails', unresolved: '? unresolved' } as const;

/** An experiment's claims with their verdicts, as its report has them. */
export const verdicts = ({ claims, experiment }: Records): Inset => {
  const items = claims.map(
    ({ name, verdict, detail, reason }) => `<li class="claim ${verdict}">
<p><span class="verdict">${marks[verdict]}</span><span class="name">${escapeHtml(name)}</span></p>
<p>${escapeHtml(detail)}</p>
<p class="reason">${escapeHtml(reason)}</p></li>`,
  );
  if (items.length === 0) throw new Error(`reports/${experiment} makes no claim`);
  return { html: `<ul class="claims">${items.join('\n')}</ul>`, block: true };
};
