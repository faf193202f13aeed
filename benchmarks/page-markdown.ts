import { markdownTable } from '@minebench/report';
import type { Page } from './page.ts';

export const pageMarkdown = ({ title, text, sections }: Page): string =>
  [
    `# ${title}`,
    '',
    'Rendered by `npm run bench:report` from [results.json](results.json), which `npm run bench -- --json reports/performance/results.json` wrote, whole or, with `--keep`, in parts.',
    '',
    ...text.map((line) => `- ${line}`),
    '',
    ...sections.flatMap(({ title: heading, text: paragraphs, figure, tables }) => [
      `## ${heading}`,
      '',
      ...paragraphs.flatMap((paragraph) => [paragraph, '']),
      ...(figure ? [`![${figure.alt}](${figure.file}.svg)`, '', figure.caption, ''] : []),
      ...tables.flatMap((table) => [`**${table.caption}**`, '', markdownTable(table), '']),
    ]),
  ].join('\n');
