import { resolve } from 'node:path';
import type { JsonObject } from '@minebench/core';
import { writeFiles } from '../render/write-files.ts';
import { lightConfig, vegaLiteSchema } from '../theme/config.ts';
import { forestPlot } from './forest-plot.ts';
import type { OwnDataFigure } from './own-data-page.ts';
import type { OwnDataView } from './own-data-view.ts';
import { trainingCurves } from './training-curves.ts';

interface Drawable extends Omit<OwnDataFigure, 'svg'> {
  readonly title: string;
  readonly specification: JsonObject | null;
}

const drawables = ({ estimates, permutations }: OwnDataView): Drawable[] => [
  {
    id: 'estimates',
    title: 'Estimates with their intervals',
    alt: 'A line for each estimator with its estimate in nats and the 95% interval; the numbers are in the table above',
    caption: `Estimates and their 95% intervals.${permutations > 0 ? ' Right, on a scale of its own: what each reads when the rows of Y are permuted, mean and 1.96 standard deviations.' : ''}`,
    specification: forestPlot(estimates),
  },
  {
    id: 'training',
    title: 'Training curves',
    alt: 'For each trained critic the minibatch means, the values on the selection part and the evaluation over training steps',
    caption:
      'Training. In colour: means over minibatches. Dotted grey: the selection part, with a dot at the weights that were kept. Dashed: the estimate, read once on rows that neither has seen. A colour far above the grey is overfitting.',
    specification: trainingCurves(estimates),
  },
];

/**
 * Writes the report of a user's data into a folder: `index.html`, one page that needs nothing else, and `estimates.json`.
 * @returns the page's absolute path
 * @throws InputError where the folder cannot be written to
 */
export async function renderOwnData(view: OwnDataView, folder: string): Promise<string> {
  const [{ drawFigure }, { ownDataPage }] = await Promise.all([
    import('../render/draw-figure.ts'),
    import('./own-data-page.ts'),
  ]);
  const figures: OwnDataFigure[] = [];
  for (const { specification, title, ...figure } of drawables(view)) {
    if (!specification) continue;
    const themed = { $schema: vegaLiteSchema, ...specification, config: lightConfig };
    const { svg } = await drawFigure(themed, { title, alt: figure.alt });
    figures.push({ ...figure, svg });
  }
  await writeFiles(
    folder,
    new Map([
      ['estimates.json', `${JSON.stringify(view, null, 1)}\n`],
      ['index.html', ownDataPage(view, figures)],
    ]),
  );
  return resolve(folder, 'index.html');
}
