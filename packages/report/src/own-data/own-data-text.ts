import { textTable } from '../tables/text-table.ts';
import { estimatesTable } from './estimates-table.ts';
import { estimatorLabel } from './estimator-label.ts';
import type { OwnDataView } from './own-data-view.ts';
import { variableText } from './variable-text.ts';

/** For a terminal: what was done to the data, the estimates as a table, and every warning on a line of its own. */
export function ownDataText(view: OwnDataView): string {
  const { rows, namesX, namesY, transform, parts } = view;
  const title = `I(${variableText(namesX)}; ${variableText(namesY)}) of ${rows} rows, in nats`;
  const scaled =
    transform === 'standardised'
      ? 'columns standardised to mean 0 and standard deviation 1'
      : 'columns replaced by their normal scores';
  const split = `${parts.train} rows train, ${parts.selection} select, ${parts.evaluation} judge`;
  const warnings = [
    ...view.warnings,
    ...view.estimates.flatMap(({ estimator, warnings: own }) =>
      own.map((warning) => `${estimatorLabel(estimator)}: ${warning}`),
    ),
  ];
  return [
    title,
    `${scaled}, which leaves mutual information as it is; ${split}`,
    '',
    textTable(estimatesTable(view)),
    ...(warnings.length > 0 ? ['', ...warnings.map((warning) => `! ${warning}`)] : []),
  ].join('\n');
}
