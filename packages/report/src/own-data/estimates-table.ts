import { interval, number, type Table } from '../tables/table.ts';
import { estimatorLabel, kindLabel } from './estimator-label.ts';
import type { EstimateView, OwnDataView } from './own-data-view.ts';

const left = (title: string) => ({ title, align: 'left' as const });
const right = (title: string) => ({ title, align: 'right' as const });

const rangeOf = ({ low, high }: EstimateView): string => interval(low === null || high === null ? null : { low, high });

const nullOf = ({ permutationTest }: EstimateView): string =>
  permutationTest ? `${number(permutationTest.nullMean)} ± ${number(permutationTest.nullStandardDeviation)}` : '—';

const pValueOf = ({ pValue }: EstimateView): string => (pValue === null ? '—' : pValue.toPrecision(2));

/** A line an estimator. */
export function estimatesTable({ estimates, permutations }: OwnDataView): Table {
  return {
    caption: 'Estimates of the mutual information, in nats',
    columns: [
      left('estimator'),
      left('what it is'),
      right('estimate'),
      right('95% interval'),
      right('p-value'),
      right('if independent'),
      right('rows'),
    ],
    rows: estimates.map((estimate) => [
      estimatorLabel(estimate.estimator),
      kindLabel(estimate.kind),
      estimate.nats === null ? estimate.status : number(estimate.nats),
      rangeOf(estimate),
      pValueOf(estimate),
      nullOf(estimate),
      String(estimate.rows),
    ]),
    notes: [
      'A lower bound is at most the information in expectation, so a value well above zero shows dependence. The interval is the estimate and 1.96 of its standard errors; it does not cover what a bound leaves out.',
      permutations > 0
        ? `p-value: of ${permutations} random permutations of the rows of Y and the observed order, the share that reads as high as the observed one. "If independent": mean and standard deviation over those permutations.`
        : 'No permutation test was asked for (--permutations 0).',
    ],
  };
}
