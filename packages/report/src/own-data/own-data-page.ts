import { escapeHtml } from '../render/escape-html.ts';
import { pageStyle } from '../render/page-style.ts';
import { htmlTable } from '../tables/html-table.ts';
import { estimatesTable } from './estimates-table.ts';
import { estimatorLabel, kindLabel } from './estimator-label.ts';
import { estimatorNote } from './estimator-notes.ts';
import type { OwnDataView } from './own-data-view.ts';
import { variableText } from './variable-text.ts';

/** A drawing as outlined SVG. */
export interface OwnDataFigure {
  readonly id: string;
  readonly svg: string;
  readonly alt: string;
  readonly caption: string;
}

const ownStyle = `
.warnings { padding-left: 1.2rem; max-width: 46rem; } .warnings li { margin: .4rem 0; }
.notes dt { color: var(--ink); font-weight: bold; } .notes { grid-template-columns: minmax(8rem, max-content) 1fr; }
`;

const contentPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

const figureElement = ({ id, svg, alt, caption }: OwnDataFigure): string => `<figure id="figure-${id}">
<img class="static" alt="${escapeHtml(alt)}" src="data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}">
<figcaption>${escapeHtml(caption)}</figcaption>
</figure>`;

const warningList = ({ warnings, estimates }: OwnDataView): string => {
  const items = [
    ...warnings.map((text) => `<li>${escapeHtml(text)}</li>`),
    ...estimates.flatMap(({ estimator, warnings: own }) =>
      own.map((text) => `<li><b>${escapeHtml(estimatorLabel(estimator))}:</b> ${escapeHtml(text)}</li>`),
    ),
  ];
  return items.length > 0
    ? `<ul class="warnings">${items.join('\n')}</ul>`
    : '<p>None: nothing that theory knows of speaks against these estimates.</p>';
};

const notesList = ({ estimates }: OwnDataView): string => {
  const items = estimates.map(({ estimator, kind, parameters }) => {
    const { is, beware } = estimatorNote(estimator, kind);
    const size = parameters === undefined ? '' : ` ${parameters} weights.`;
    return `<dt>${escapeHtml(estimatorLabel(estimator))}</dt><dd>${kindLabel(kind)}: ${escapeHtml(is)}.${size} <b>Do not believe it</b> where ${escapeHtml(beware)}.</dd>`;
  });
  return `<dl class="notes">${items.join('\n')}</dl>`;
};

const scaling = {
  standardised: 'every column to mean 0 and standard deviation 1, which leaves mutual information as it is',
  'normal scores': 'every column replaced by its normal scores (--rank), which leaves mutual information as it is',
} as const;

function provenance(view: OwnDataView): string {
  const { parts, versions } = view;
  const entries: [label: string, value: string][] = [
    ['File', view.file],
    [
      'Rows',
      `${view.rows}: ${parts.train} train, ${parts.selection} select, ${parts.evaluation} judge; each row in one part`,
    ],
    ['X', view.namesX.join(', ')],
    ['Y', view.namesY.join(', ')],
    ['Scaling', scaling[view.transform]],
    ['Seed', `${view.seed}: of the split, of initial weights and of every draw`],
    ['Training', `at most ${view.steps} steps on ${view.engine}`],
    [
      'Versions',
      Object.entries(versions)
        .map((pair) => pair.join(' '))
        .join(', '),
    ],
    ...(view.commit === null ? [] : [['Commit', view.commit] as [string, string]]),
  ];
  const items = entries.map(([label, value]) => `<dt>${label}</dt><dd>${escapeHtml(value)}</dd>`);
  return `<dl>${items.join('\n')}
<dt>Made by</dt><dd><code>${escapeHtml(view.command)}</code></dd></dl>`;
}

/** The report as one page that needs nothing else: it opens from a file, without a network and without scripts. */
export function ownDataPage(view: OwnDataView, figures: readonly OwnDataFigure[]): string {
  const title = `Mutual information of (${variableText(view.namesX)}) and (${variableText(view.namesY)})`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · minebench</title>
<style>${pageStyle}${ownStyle}</style>
</head>
<body>
<a class="skip" href="#estimates">Skip to the estimates</a>
<header>
<h1>${escapeHtml(title)}</h1>
<p class="question">${view.rows} rows of ${escapeHtml(view.file)}, in nats</p>
<nav aria-label="Sections"><ul><li><a href="#estimates">Estimates</a></li><li><a href="#warnings">Warnings</a></li><li><a href="#notes">What they are</a></li><li><a href="#provenance">Provenance</a></li></ul></nav>
</header>
<main>
<section aria-labelledby="estimates"><h2 id="estimates">Estimates</h2>
${htmlTable(estimatesTable(view))}
${figures.map(figureElement).join('\n')}
</section>
<section aria-labelledby="warnings"><h2 id="warnings">Warnings</h2>
${warningList(view)}
</section>
<section aria-labelledby="notes"><h2 id="notes">What the estimators are, and when not to believe them</h2>
${notesList(view)}
</section>
<section aria-labelledby="provenance"><h2 id="provenance">Provenance</h2>
${provenance(view)}
</section>
</main>
<footer>Made by minebench.</footer>
</body>
</html>
`;
}
