import { escapeHtml, htmlTable, pageStyle } from '@minebench/report';
import type { Page, Section } from './page.ts';

const anchor = (title: string): string => title.toLowerCase().replaceAll(/[^a-z]+/g, '-');

/** One page that needs nothing else: no script, and its figures, SVG by file, lie within. */
export function pageHtml({ title, text, sections }: Page, drawings: Readonly<Record<string, string>>): string {
  const figure = ({ file, alt, caption }: NonNullable<Section['figure']>): string => `<figure>
<img class="static" alt="${escapeHtml(alt)}" src="data:image/svg+xml;base64,${Buffer.from(drawings[file]).toString('base64')}">
<figcaption>${escapeHtml(caption)} Files: ${['svg', 'png', 'vl.json'].map((kind) => `<a href="${file}.${kind}">${kind}</a>`).join(', ')}.</figcaption>
</figure>`;
  const section = ({ title: heading, text: paragraphs, figure: drawn, tables }: Section): string =>
    `<section aria-labelledby="${anchor(heading)}"><h2 id="${anchor(heading)}">${escapeHtml(heading)}</h2>
${paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n')}
${drawn ? figure(drawn) : ''}
${tables.map(htmlTable).join('\n')}
</section>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · minebench</title>
<style>${pageStyle}</style>
</head>
<body>
<header><h1>${escapeHtml(title)}</h1>
<nav aria-label="Sections"><ul>${sections.map((one) => `<li><a href="#${anchor(one.title)}">${escapeHtml(one.title)}</a></li>`).join('')}</ul></nav>
${text.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n')}
<p>Everything that was measured: <a href="results.json">results.json</a>.</p>
</header>
<main>
${sections.map(section).join('\n')}
</main>
<footer>Made by minebench.</footer>
</body>
</html>
`;
}
