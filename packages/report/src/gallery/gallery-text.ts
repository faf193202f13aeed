import { escapeMarkdown } from '../tables/markdown-table.ts';
import { figureLabel } from './gallery-page.ts';
import type { GalleryEntry } from './read-reports.ts';

function lines({ id, title, question, figure, report, problem, picture }: GalleryEntry): string[] {
  const heading = `${figure === undefined ? '' : `${figureLabel(figure)}. `}${title}`;
  const outcome = problem === undefined ? undefined : `It could not be reproduced: ${problem}`;
  const lack = outcome ?? (report ? undefined : 'There is no report of it yet.');
  return [
    `## ${escapeMarkdown(heading)}`,
    '',
    ...(question === '' ? [] : [escapeMarkdown(question), '']),
    ...(lack === undefined ? [] : [escapeMarkdown(lack), '']),
    ...(picture ? [`![${escapeMarkdown(picture.alt)}](${picture.file})`, ''] : []),
    ...(report?.claims ?? []).map(({ verdict, name }) => `- **${verdict}** ${escapeMarkdown(name)}`),
    ...(report ? ['', `[Summary](${id}/summary.md)`, ''] : []),
  ];
}

/** The same as Markdown, for places that show no HTML. */
export const galleryText = (entries: readonly GalleryEntry[], command: string, lecture?: string): string =>
  [
    '# Figures and what they show',
    '',
    `Made by: ${escapeMarkdown(command)}`,
    '',
    ...(lecture === undefined ? [] : [`[The theory behind them, as a lecture](${lecture})`, '']),
    ...entries.flatMap(lines),
  ].join('\n');
