import type { Experiment, Figure, JsonObject } from '@minebench/core';
import { comparisonTable } from '../tables/comparison-table.ts';
import { htmlTable } from '../tables/html-table.ts';
import type { Table } from '../tables/table.ts';
import { darkConfig, lightConfig } from '../theme/config.ts';
import { plural } from '../theme/plural.ts';
import { contentPolicy } from './content-policy.ts';
import { escapeHtml, scriptJson } from './escape-html.ts';
import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';
import { type ProvenanceSummary, provenanceEntries } from './provenance.ts';
import { reducedHeading } from './reductions.ts';
import type { JudgedClaim } from './report-options.ts';
import { vegaBundles } from './vega-bundles.ts';
import { verdictMarks } from './verdict-marks.ts';

/** A figure as the page shows it; without a drawing where the records did not support one. */
export interface PageFigure {
  readonly figure: Figure;
  readonly drawing: { readonly specification: JsonObject; readonly svg: string; readonly hasRows: boolean } | null;
}

export interface PageContent {
  readonly experiment: Experiment;
  readonly claims: readonly JudgedClaim[];
  readonly figures: readonly PageFigure[];
  readonly tables: readonly Table[];
  readonly provenance: ProvenanceSummary;
  /** What is smaller than what was published, a line a field. */
  readonly reduced: readonly string[];
}

function claimItem(claim: JudgedClaim): string {
  const table = comparisonTable(claim);
  const count = claim.comparisons?.length ?? 0;
  const details = table
    ? `<details><summary>${plural(count, 'comparison')}</summary>${htmlTable({ ...table, caption: `Comparisons: ${claim.name}` })}</details>`
    : '';
  return `<li class="claim ${claim.verdict}">
<p><span class="verdict">${verdictMarks[claim.verdict]}</span><span class="name">${escapeHtml(claim.name)}</span></p>
<p>${escapeHtml(claim.detail)}</p>
<p class="reason">${escapeHtml(claim.reason)}</p>${details}</li>`;
}

function figureElement({ figure, drawing }: PageFigure, index: number, command: string): string {
  const id = escapeHtml(figure.id);
  const caption = `<figcaption id="caption-${id}"><b>Figure ${index + 1}. ${escapeHtml(figure.title)}.</b> ${escapeHtml(figure.caption)}`;
  if (drawing === null)
    return `<figure id="figure-${id}"><p class="banner">Not drawn: there are no records that this figure could show.</p>${caption}</figcaption></figure>`;
  const data = Buffer.from(drawing.svg).toString('base64');
  const files = Object.entries({ svg: 'SVG', png: 'PNG', 'vl.json': 'Vega-Lite', parquet: 'data (Parquet)' })
    .filter(([ending]) => ending !== 'parquet' || drawing.hasRows)
    .map(([ending, name]) => `<a href="${id}.${ending}">${name}</a>`);
  return `<figure id="figure-${id}" aria-labelledby="caption-${id}">
<img class="static" id="still-${id}" alt="${escapeHtml(figure.alt)}" src="data:image/svg+xml;base64,${data}">
<div class="chart" id="chart-${id}" role="region" tabindex="0" aria-label="Chart: ${escapeHtml(figure.title)}" hidden></div>
${caption} <span>Files: ${files.join(', ')}. Remade by <code>${escapeHtml(command)}</code>.</span></figcaption>
</figure>`;
}

/** The report as one page that needs nothing else: it works from a file, without a network, without scripts (then its figures are still), on paper. */
export function htmlPage({ experiment, claims, figures, tables, provenance, reduced }: PageContent): string {
  const drawn = figures.filter((item) => item.drawing !== null);
  const specifications = Object.fromEntries(
    drawn.map(({ figure, drawing }) => {
      const { $schema: _, ...specification } = drawing?.specification ?? {};
      return [figure.id, specification];
    }),
  );
  const scripts = drawn.length > 0 ? [...vegaBundles(), pageScript] : [];
  const { counts } = provenance;
  const smaller =
    reduced.length > 0
      ? `<div class="banner"><p>${escapeHtml(reducedHeading(experiment))}</p><ul>${reduced.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul></div>`
      : '';
  const banner =
    counts.missing > 0
      ? `<p class="banner">${counts.missing} of ${counts.planned} planned cells have no record yet. Run the experiment again to complete it.</p>`
      : '';
  const lost =
    provenance.diverged + provenance.failed > 0
      ? `<p class="banner">${plural(provenance.diverged, 'cell')} diverged, ${provenance.failed} failed: counted in every table and shown in every figure.</p>`
      : '';
  const entries = provenanceEntries(provenance).map(([label, value]) => {
    const text = escapeHtml(value);
    return `<dt>${escapeHtml(label)}</dt><dd>${label === 'Made by' ? `<code>${text}</code>` : text}</dd>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(scripts)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(experiment.title)} · minebench</title>
<style>${pageStyle}</style>
</head>
<body>
<a class="skip" href="#verdicts">Skip to the verdicts</a>
<header>
<h1>${escapeHtml(experiment.title)}</h1>
<p class="question">${escapeHtml(experiment.question)}</p>
<nav aria-label="Sections"><ul><li><a href="#verdicts">Verdicts</a></li><li><a href="#figures">Figures</a></li><li><a href="#tables">Tables</a></li><li><a href="#provenance">Provenance</a></li></ul></nav>
</header>
<main>
${banner}${lost}${smaller}
<section aria-labelledby="verdicts"><h2 id="verdicts">Verdicts</h2>
${claims.length > 0 ? `<ul class="claims">${claims.map(claimItem).join('\n')}</ul>` : '<p>This experiment makes no claim.</p>'}
</section>
<section aria-labelledby="figures"><h2 id="figures">Figures</h2>
${figures.map((figure, index) => figureElement(figure, index, provenance.command)).join('\n')}
</section>
<section aria-labelledby="tables"><h2 id="tables">Tables</h2>
${tables.length > 0 ? tables.map(htmlTable).join('\n') : '<p>There are no records to tabulate.</p>'}
<p>All records as a table for DuckDB, pandas or R: <a href="results.parquet">results.parquet</a>.</p>
</section>
<section aria-labelledby="provenance"><h2 id="provenance">Provenance</h2>
<dl>${entries.join('\n')}</dl>
</section>
</main>
<footer>Made by minebench. Charts by Vega, Vega-Lite and Vega-Embed (BSD-3-Clause, University of Washington Interactive Data Lab), which this page contains.</footer>
${
  drawn.length > 0
    ? `<script type="application/json" id="figure-data">${scriptJson(specifications)}</script>
<script type="application/json" id="figure-themes">${scriptJson({ light: lightConfig, dark: darkConfig })}</script>
${scripts.map((script) => `<script>${script}</script>`).join('\n')}`
    : ''
}
</body>
</html>
`;
}
