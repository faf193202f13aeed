import { escapeHtml } from '../render/escape-html.ts';
import type { Table } from './table.ts';

/** A table in a region that scrolls by itself and takes the keyboard's focus. */
export function htmlTable({ caption, columns, rows, notes }: Table): string {
  const align = (index: number): string => (columns[index].align === 'right' ? ' class="number"' : '');
  const head = columns.map(({ title }, index) => `<th scope="col"${align(index)}>${escapeHtml(title)}</th>`).join('');
  const body = rows
    .map((row) => `<tr>${row.map((text, index) => `<td${align(index)}>${escapeHtml(text)}</td>`).join('')}</tr>`)
    .join('\n');
  const foot = notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`).join('\n');
  return `<div class="scroll" role="region" tabindex="0" aria-label="${escapeHtml(caption)}">
<table><caption>${escapeHtml(caption)}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}
</tbody></table></div>
${foot}`;
}
