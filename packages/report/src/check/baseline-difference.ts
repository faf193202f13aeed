import { number, type Table } from '../tables/table.ts';
import { textTable } from '../tables/text-table.ts';
import { type Baseline, type BaselineComparison, summarizeErrors } from './baseline.ts';

const columns = [
  ['estimator', 'left'],
  ['task', 'left'],
  ['bias', 'right'],
  ['new', 'right'],
  ['sd', 'right'],
  ['new', 'right'],
  ['lost', 'right'],
  ['new', 'right'],
  ['FLOP', 'right'],
  ['same bytes', 'right'],
] as const;

const lines = (one: BaselineComparison | undefined) => {
  if (!one) return { mean: '—', sd: '—', lost: '—', flop: null };
  const { mean, variance, failureRate, flop } = summarizeErrors(one.seeds);
  return {
    mean: number(mean),
    sd: number(variance === null ? null : Math.sqrt(variance)),
    lost: `${Math.round(failureRate * one.seeds.length)}/${one.seeds.length}`,
    flop,
  };
};

/** Two baselines side by side, for a terminal: comparisons that are in either. */
export function baselineDifference(before: Baseline, after: Baseline): string {
  const questions = [...new Set([...before.comparisons, ...after.comparisons].map(({ question }) => question))];
  const find = ({ comparisons }: Baseline, question: string) => comparisons.find((one) => one.question === question);
  const rows = questions.map((question) => {
    const [old, young] = [find(before, question), find(after, question)];
    const [left, right] = [lines(old), lines(young)];
    const digests = new Set(old?.seeds.map(({ digest }) => digest));
    const same = young?.seeds.filter(({ digest }) => digests.has(digest)).length ?? 0;
    const { estimator, task } = (young ?? old)!;
    const ratio = left.flop && right.flop ? `x ${(right.flop / left.flop).toFixed(2)}` : '—';
    return [
      estimator,
      task,
      left.mean,
      right.mean,
      left.sd,
      right.sd,
      left.lost,
      right.lost,
      ratio,
      old && young ? `${same}/${young.seeds.length}` : '—',
    ];
  });
  const table: Table = {
    caption: 'Two baselines',
    columns: columns.map(([title, align]) => ({ title, align })),
    rows,
    notes: [],
  };
  return textTable(table);
}
