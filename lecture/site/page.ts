import {
  contentPolicy,
  darkConfig,
  escapeHtml,
  lightConfig,
  scriptJson,
  stillSvg,
  vegaBundles,
} from '@minebench/report';
import { type Chart, chartData, chartHtml, stillSpecification } from './chart.ts';
import { mathFont } from './math-font.ts';
import type { Records } from './records.ts';
import { lectureScript } from './script.ts';
import { lectureStyle } from './style.ts';
import type { Inset } from './text.ts';

/** What a page's text can ask for. */
export interface PageContext {
  /** @throws where there is no such report */
  records(experiment: string): Records;
  /** Puts a chart where it stands in the text. */
  chart(chart: Chart): Inset;
}

/** One page of the lecture: a source file each. */
export interface LecturePage {
  /** File name stem. */
  readonly id: string;
  readonly title: string;
  /** A sentence for the table of contents. */
  readonly summary: string;
  /** Reports whose records it shows. */
  readonly experiments: readonly string[];
  write(context: PageContext): string;
}

export interface Neighbours {
  readonly pages: readonly LecturePage[];
  readonly index: number;
}

/** A page's file name. */
export const pageFile = (pages: readonly LecturePage[], index: number): string =>
  `${index + 1}-${pages[index].id}.html`;

function navigation({ pages, index }: Neighbours): string {
  const link = (to: number, relation: string, label: string): string =>
    pages[to] === undefined
      ? '<span></span>'
      : `<a rel="${relation}" href="${pageFile(pages, to)}">${label} ${to + 1}. ${escapeHtml(pages[to].title)}</a>`;
  return `<nav class="pages" aria-label="Pages">${link(index - 1, 'prev', '← ')}<a href="index.html">Contents</a>${link(index + 1, 'next', '→ ')}</nav>`;
}

/** Headings of the second level, as links. */
function sections(body: string): string {
  const items = [...body.matchAll(/<h2 id="([^"]+)">(.*?)<\/h2>/g)].map(
    ([, id, heading]) => `<li><a href="#${id}">${heading}</a></li>`,
  );
  return `<nav aria-label="Sections"><ul>${items.join('')}</ul></nav>`;
}

/** Every number of the text with its source. */
function numbersOf(body: string): string {
  const rows = [...body.matchAll(/<data value="[^"]*" title="([^"]*)">(.*?)<\/data>/g)].map(([, source, value]) => ({
    value,
    source,
  }));
  const items = rows.map(({ value, source }) => `<tr><td class="number">${value}</td><td>${source}</td></tr>`);
  return `<details><summary>The ${rows.length} numbers of the text and their sources</summary><div class="scroll" tabindex="0" role="region" aria-label="Numbers and sources"><table><thead><tr><th scope="col">number</th><th scope="col">source</th></tr></thead><tbody>${items.join('\n')}</tbody></table></div></details>`;
}

/** A report, how many records it has, and how many of them ended without an estimate. */
function sourceOf({ experiment, rows }: Records): string {
  const lost = rows.filter(({ status }) => status !== 'completed').length;
  const without = lost === 0 ? 'all completed' : `${lost} of them diverged or failed and have no estimate`;
  return `<li><a href="../${experiment}/summary.md">reports/${experiment}</a>: ${rows.length} records, ${without}, of <code>npx minebench run experiments/${experiment}.ts</code></li>`;
}

const head = (title: string, policy: string, font: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)} · minebench</title>
<style>${lectureStyle(font)}</style>
</head>
<body>`;

const policyOf = (scripts: readonly string[]): string =>
  `${contentPolicy(scripts.length > 0 ? scripts : [''])}; font-src data:`;

/** A page that needs nothing else: it opens from a file, without a network; without scripts its charts are still. */
export async function lecturePage(neighbours: Neighbours, records: ReadonlyMap<string, Records>): Promise<string> {
  const page = neighbours.pages[neighbours.index];
  const charts: Chart[] = [];
  const body = page.write({
    records: (experiment) => {
      const found = page.experiments.includes(experiment) ? records.get(experiment) : undefined;
      if (!found) throw new Error(`page ${page.id} does not name the report ${experiment} among its experiments`);
      return found;
    },
    chart: (chart) => {
      charts.push(chart);
      return { html: `\ue002${charts.length - 1}\ue003`, block: true };
    },
  });
  const linked = body.replace(/href="page:([\w-]+)/g, (_, id) => {
    const index = neighbours.pages.findIndex((other) => other.id === id);
    if (index < 0) throw new Error(`page ${page.id} leads to ${id}, which there is not`);
    return `href="${pageFile(neighbours.pages, index)}`;
  });
  const stills = await Promise.all(
    charts.map((chart) => stillSvg({ ...stillSpecification(chart), config: lightConfig })),
  );
  const drawn = linked.replace(/\ue002(\d+)\ue003/g, (_, k) => chartHtml(charts[Number(k)], stills[Number(k)]));
  const scripts = charts.length > 0 ? [...vegaBundles(), lectureScript] : [];
  const data = Object.fromEntries(charts.map((chart) => [chart.id, chartData(chart)]));
  return `${head(page.title, policyOf(scripts), mathFont(drawn))}
<a class="skip" href="#text">Skip to the text</a>
<header>
<p>Lecture on neural estimation of mutual information, page ${neighbours.index + 1} of ${neighbours.pages.length}</p>
<h1>${escapeHtml(page.title)}</h1>
<p class="question">${escapeHtml(page.summary)}</p>
${sections(drawn)}
</header>
<main id="text">
${drawn}
<section class="sources" aria-labelledby="where-the-numbers-come-from"><h2 id="where-the-numbers-come-from">Where the numbers come from</h2>
<p>Every number in the text and in the charts is read out of a record when this page is built, or follows from a closed form that stands beside it; all are in nats unless said otherwise. <code>npm run lecture</code> builds the pages anew.</p>
<ul>${page.experiments.map((experiment) => sourceOf(records.get(experiment)!)).join('\n')}</ul>
${numbersOf(drawn)}
</section>
${navigation(neighbours)}
</main>
<footer>Made by minebench. Charts by Vega, Vega-Lite and Vega-Embed (BSD-3-Clause, University of Washington Interactive Data Lab), formulas by Temml (MIT), letters of formulas out of DejaVu Math TeX Gyre; this page contains them.</footer>
${
  charts.length > 0
    ? `<script type="application/json" id="chart-data">${scriptJson(data)}</script>
<script type="application/json" id="chart-themes">${scriptJson({ light: lightConfig, dark: darkConfig })}</script>
${scripts.map((script) => `<script>${script}</script>`).join('\n')}`
    : ''
}
</body>
</html>
`;
}

/** The table of contents. */
export function contentsPage(pages: readonly LecturePage[]): string {
  const items = pages.map(
    ({ title, summary, experiments }, index) =>
      `<li><a href="${pageFile(pages, index)}">${escapeHtml(title)}</a><br>${escapeHtml(summary)} <span class="records">Records: ${escapeHtml(experiments.join(', '))}.</span></li>`,
  );
  return `${head('Neural estimation of mutual information: a lecture', policyOf([]), '')}
<a class="skip" href="#text">Skip to the pages</a>
<header><h1>Neural estimation of mutual information: a lecture</h1>
<p class="question">Derivations written out, and beside each what runs of this repository measured. Sliders move through records of experiments; nothing is computed but what stands there.</p></header>
<main id="text"><nav aria-label="Pages"><ol>${items.join('\n')}</ol></nav>
<p>What is assumed: probability with densities, Jensen’s inequality, and what a gradient is. All information is in nats.</p></main>
<footer>Made by minebench.</footer>
</body>
</html>
`;
}
