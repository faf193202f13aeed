import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { drawSpecification, writeFiles } from '@minebench/report';
import { stepFigure } from './figure.ts';
import type { Row } from './measure.ts';
import { page } from './page.ts';
import { pageHtml } from './page-html.ts';
import { pageMarkdown } from './page-markdown.ts';
import { withReplicaTable, withSpeedTable } from './tables-in-pages.ts';

/** Renders reports/performance, and the tables of pages that have a place for them, from the rows that `npm run bench -- --json FILE` wrote. */
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'reports/performance' },
    json: { type: 'string' },
    readme: { type: 'string' },
    replicas: { type: 'string' },
  },
});
const out = resolve(values.out);
const rows: Row[] = JSON.parse(readFileSync(values.json ?? join(out, 'results.json'), 'utf8'));
const content = page(rows);
const files = new Map<string, string | Buffer>([['summary.md', pageMarkdown(content)]]);
const drawings: Record<string, string> = {};
for (const { figure } of content.sections) {
  if (!figure) continue;
  const specification = stepFigure(rows);
  const { svg, png } = await drawSpecification(specification, { title: figure.caption, alt: figure.alt });
  drawings[figure.file] = svg;
  files.set(`${figure.file}.vl.json`, `${JSON.stringify(specification, null, 1)}\n`);
  files.set(`${figure.file}.svg`, svg).set(`${figure.file}.png`, png);
}
files.set('index.html', pageHtml(content, drawings));
await writeFiles(out, files);
if (values.readme) writeFileSync(values.readme, withSpeedTable(readFileSync(values.readme, 'utf8'), rows));
if (values.replicas) writeFileSync(values.replicas, withReplicaTable(readFileSync(values.replicas, 'utf8'), rows));
process.stdout.write(`${join(out, 'summary.md')}\n`);
