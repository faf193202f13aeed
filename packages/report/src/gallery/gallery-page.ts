import type { Verdict } from '@minebench/core';
import { contentPolicy } from '../render/content-policy.ts';
import { escapeHtml } from '../render/escape-html.ts';
import { pageStyle } from '../render/page-style.ts';
import { verdictMarks } from '../render/verdict-marks.ts';
import { plural } from '../theme/plural.ts';
import { countVerdicts, type GalleryEntry } from './read-reports.ts';
import { thumbnail } from './thumbnail.ts';

const style = `
.cards { list-style: none; padding: 0; display: grid; gap: 1.25rem; grid-template-columns: repeat(auto-fill, minmax(min(19rem, 100%), 1fr)); }
.card { border: 1px solid var(--line); border-radius: 6px; background: var(--raised); padding: 1rem; display: flex; flex-direction: column; gap: .5rem; min-width: 0; }
.card h3 { font-size: 1.02rem; line-height: 1.35; margin: 0; overflow-wrap: anywhere; } .card p, .card ul { margin: 0; }
.card img { width: 100%; height: 15rem; object-fit: contain; background: #ffffff; border-radius: 3px; }
.card .number { color: var(--muted); display: block; font-size: .85rem; font-weight: normal; }
.card .question, .card .links, .card .size { font-size: .9rem; } .card .links { margin-top: auto; }
.verdicts { list-style: none; padding: 0; font-size: .9rem; } .verdicts li { margin: .3rem 0; overflow-wrap: anywhere; }
.verdicts .verdict { color: var(--tone); font-weight: bold; white-space: nowrap; margin-right: .4rem; }
.totals { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .4rem 1.5rem; font-weight: bold; } .totals li { color: var(--tone); }`;

const verdicts = Object.keys(verdictMarks) as Verdict[];

const totals = (entries: readonly GalleryEntry[]): string => {
  const counts = countVerdicts(entries);
  const item = (verdict: Verdict): string => `<li class="${verdict}">${verdictMarks[verdict]}: ${counts[verdict]}</li>`;
  return `<ul class="totals" aria-label="Claims of all figures">${verdicts.map(item).join('')}</ul>`;
};

function picture({ picture: found }: GalleryEntry): string {
  if (!found) return '';
  const data = thumbnail(found.svg).toString('base64');
  return `<a href="${escapeHtml(found.file)}"><img loading="lazy" alt="${escapeHtml(found.alt)}" src="data:image/png;base64,${data}"></a>`;
}

function outcome({ id, report, problem }: GalleryEntry): string {
  const trouble =
    problem === undefined ? '' : `<p class="banner">It could not be reproduced: ${escapeHtml(problem)}</p>`;
  if (!report) return trouble === '' ? '<p class="banner">There is no report of it yet.</p>' : trouble;
  const claims = report.claims.map(
    ({ verdict, name }) =>
      `<li class="${verdict}"><span class="verdict">${verdictMarks[verdict]}</span>${escapeHtml(name)}</li>`,
  );
  const size = (report.reduced ?? []).length > 0 ? `${report.size} size, smaller than what was published` : '';
  const lost = [
    report.missing > 0 ? `${report.missing} of ${report.planned} cells missing` : '',
    report.diverged > 0 ? `${report.diverged} diverged` : '',
    report.failed > 0 ? `${report.failed} failed` : '',
  ];
  const notes = [size, plural(report.cells, 'cell'), ...lost].filter((note) => note !== '').join('; ');
  return `${trouble}${claims.length > 0 ? `<ul class="verdicts">${claims.join('')}</ul>` : '<p>It makes no claim.</p>'}
<p class="size note">${escapeHtml(notes)}.</p>
<p class="links"><a href="${escapeHtml(id)}/index.html">Report<span class="hidden"> on ${escapeHtml(report.title ?? id)}</span></a> · <a href="${escapeHtml(id)}/summary.md">Summary<span class="hidden"> of ${escapeHtml(report.title ?? id)}</span></a></p>`;
}

/** `Figure 4`, `Figures 2-3`. */
export const figureLabel = (figure: string): string => `${figure.includes('-') ? 'Figures' : 'Figure'} ${figure}`;

const card = (entry: GalleryEntry): string => `<li class="card" id="${escapeHtml(entry.id)}">
<h3>${entry.figure === undefined ? '' : `<span class="number">${escapeHtml(figureLabel(entry.figure))}</span>`}${escapeHtml(entry.title)}</h3>
${picture(entry)}
${entry.question === '' ? '' : `<p class="question">${escapeHtml(entry.question)}</p>`}
${outcome(entry)}
</li>`;

const section = (id: string, heading: string, entries: readonly GalleryEntry[]): string =>
  entries.length === 0
    ? ''
    : `<section aria-labelledby="${id}"><h2 id="${id}">${heading}</h2>
<ul class="cards">${entries.map(card).join('\n')}</ul></section>`;

/** All reports of a folder on one page that needs nothing else: pictures, questions, verdicts and links. */
export function galleryPage(entries: readonly GalleryEntry[], command: string, lecture?: string): string {
  const asked = entries.filter(({ figure, problem }) => figure !== undefined || problem !== undefined);
  const others = entries.filter((entry) => !asked.includes(entry));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy([])}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Figures · minebench</title>
<style>${pageStyle}${style}</style>
</head>
<body>
<a class="skip" href="#figures">Skip to the figures</a>
<header>
<h1>Figures and what they show</h1>
<p class="question">What papers on neural estimation of mutual information claim, and what the theory says, each with a verdict from our own records.</p>
${totals(entries)}
<p class="note">Made by <code>${escapeHtml(command)}</code>. A claim that fails is shown failing; the report says what was compared.</p>
${lecture === undefined ? '' : `<p><a href="${escapeHtml(lecture)}">The theory behind them, as a lecture</a></p>\n`}</header>
<main>
${section('figures', 'Figures', asked)}
${section('others', 'Other reports', others)}
</main>
<footer>Made by minebench.</footer>
</body>
</html>
`;
}
