import { escapeMarkdown, markdownTable } from '../tables/markdown-table.ts';
import type { PageContent } from './html-page.ts';
import { provenanceEntries } from './provenance.ts';
import { reducedHeading } from './reductions.ts';

/** The report as Markdown: verdicts, figures, tables and provenance. */
export function markdownSummary({ experiment, claims, figures, tables, provenance, reduced }: PageContent): string {
  const verdicts = claims.map(
    (claim) =>
      `- **${claim.verdict}** ${escapeMarkdown(claim.name)}. ${escapeMarkdown(claim.detail)} _${escapeMarkdown(claim.reason)}_`,
  );
  const pictures = figures.flatMap(({ figure, drawing }, index) => [
    ...(drawing === null
      ? ['Not drawn: there are no records that this figure could show.']
      : [`![${escapeMarkdown(figure.alt)}](${figure.id}.svg)`]),
    '',
    `**Figure ${index + 1}. ${escapeMarkdown(figure.title)}.** ${escapeMarkdown(figure.caption)}`,
    '',
    ...(drawing === null ? [] : [filesLine(figure.id, drawing.hasRows, provenance.command), '']),
  ]);
  return [
    `# ${escapeMarkdown(experiment.title)}`,
    '',
    escapeMarkdown(experiment.question),
    '',
    ...(reduced.length > 0
      ? [reducedHeading(experiment), '', ...reduced.map((line) => `- ${escapeMarkdown(line)}`), '']
      : []),
    '## Verdicts',
    '',
    ...(verdicts.length > 0 ? verdicts : ['This experiment makes no claim.']),
    '',
    '## Figures',
    '',
    ...pictures,
    '## Tables',
    '',
    ...tables.flatMap((table) => [`**${escapeMarkdown(table.caption)}**`, '', markdownTable(table), '']),
    '## Provenance',
    '',
    ...provenanceEntries(provenance).map(([label, value]) => `- ${label}: ${escapeMarkdown(value)}`),
    '',
  ].join('\n');
}

const filesLine = (id: string, hasRows: boolean, command: string): string => {
  const files = [`[Vega-Lite](${id}.vl.json)`, ...(hasRows ? [`[data](${id}.parquet)`] : [])];
  return `${files.join(', ')}. Remade by: ${escapeMarkdown(command)}`;
};
