import { mean } from '@minebench/core';
import { interval, number, type Table } from '../tables/table.ts';
import type { ComparisonAnalysis } from './analyse-comparison.ts';
import type { ContestantCost } from './costs.ts';
import { absoluteErrors, isLost } from './outcomes.ts';
import { isOpenByLosses, type PairedDifference } from './paired-differences.ts';
import { mostSeeds } from './seeds-needed.ts';

const right = (title: string) => ({ title, align: 'right' as const });
const left = (title: string) => ({ title, align: 'left' as const });

/** `1.2 T`: operations with a prefix. */
export function flopText(flop: number | null): string {
  if (flop === null) return '—';
  const prefixes = ['', 'k', 'M', 'G', 'T', 'P', 'E'];
  const power = Math.min(prefixes.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(flop, 1)) / 3)));
  return `${(flop / 1000 ** power).toPrecision(3)} ${prefixes[power]}`.trim();
}

const parametersText = ({ parameters }: ContestantCost): string =>
  parameters === null
    ? '—'
    : parameters.least === parameters.most
      ? String(parameters.most)
      : `${parameters.least}–${parameters.most}`;

const lostText = ({ diverged, failed }: ContestantCost): string =>
  [diverged > 0 ? `${diverged} diverged` : '', failed > 0 ? `${failed} failed` : '']
    .filter((part) => part !== '')
    .join(', ') || '0';

/** A row a contestant, the best mean rank first. */
export function contestantTable({ costs, ranks, tallies }: ComparisonAnalysis): Table {
  const order = costs.map((_, index) => index).sort((a, b) => ranks[a].meanRank - ranks[b].meanRank);
  return {
    caption: 'Contestants',
    columns: [
      left('contestant'),
      right('mean |error|'),
      right('mean rank'),
      right('rank 95%'),
      right('won/tied/lost'),
      right('lost cells'),
      right('parameters'),
      right('FLOP'),
      right('seconds'),
    ],
    rows: order.map((index) => [
      costs[index].contestant,
      number(costs[index].meanAbsoluteError),
      ranks[index].meanRank.toFixed(2),
      `[${ranks[index].interval.low.toFixed(2)}, ${ranks[index].interval.high.toFixed(2)}]`,
      `${tallies[index].wins}/${tallies[index].ties}/${tallies[index].losses}`,
      lostText(costs[index]),
      parametersText(costs[index]),
      flopText(costs[index].flop),
      costs[index].seconds === null ? '—' : costs[index].seconds.toFixed(1),
    ]),
    notes: [
      'mean |error|: of completed cells, over tasks and replicates, nats. mean rank: over tasks, 1 is the least error, with its bootstrap interval over seeds. won/tied/lost: duels with each other contestant on each task, decided where Student’s paired 95% interval excludes 0, or by lost cells. Lost cells diverged or failed: they count as errors without limit in ranks and duels. FLOP is the mean of the training steps that were run, seconds the median of whole cells on the machine that ran them: a worker’s first cell pays for its start.',
    ],
  };
}

/** Seeds that would resolve a difference, in words; a dash where it is resolved, or where no number of them would: who errs less lost more cells. */
export const seedsText = (difference: PairedDifference): string => {
  const { seedsNeeded, meanDifference, resolved } = difference;
  if (resolved || meanDifference === null || isOpenByLosses(difference)) return '—';
  return seedsNeeded === null ? `more than ${mostSeeds}` : String(seedsNeeded);
};

/** A row a pair of contestants. */
export function differenceTable({ differences, table }: ComparisonAnalysis): Table {
  const replicates = table.replicates;
  return {
    caption: 'Paired differences of absolute error (nats)',
    columns: [
      left('a'),
      left('b'),
      right('|a| − |b|'),
      right('95%'),
      left('errs less'),
      right('seeds to resolve'),
      right('pairs'),
      right('lost a/b'),
    ],
    rows: differences.map((difference) => [
      difference.a,
      difference.b,
      number(difference.meanDifference),
      interval(
        difference.low === null || difference.high === null ? null : { low: difference.low, high: difference.high },
      ),
      difference.better ?? 'not resolved',
      seedsText(difference),
      String(difference.pairs),
      `${difference.lostA}/${difference.lostB}`,
    ]),
    notes: [
      `Mean over tasks of the mean over ${replicates} replicates; both contestants of a pair met the same samples and initialisation seeds. Intervals: percentile bootstrap over seeds within tasks, deviations stretched for the small number of replicates; they speak of these tasks, not of tasks in general. ${intervalCaveat(replicates)} A difference is not resolved either where its interval is on the side of who lost more cells.`,
      ...multiplicityNote(differences.length),
      'Seeds to resolve: n = (t sd / |difference|)², with Student’s t of n seeds, the seeds a task at which the interval is expected to end at 0, if the measured difference and spread are the true ones: about half of such studies resolve it, four in five with twice as many.',
    ],
  };
}

const intervalCaveat = (replicates: number): string =>
  replicates >= 10
    ? ''
    : `With ${replicates} seeds the spread within a task is known badly, which the width pays for as Student’s intervals do.`;

const multiplicityNote = (pairs: number): string[] =>
  pairs === 1
    ? []
    : [
        `Every interval stands for itself, at 95%: among ${pairs} pairs without a difference about ${(0.05 * pairs).toPrecision(2)} would look resolved.`,
      ];

/** A row a task: mean absolute error of each contestant, and who won duels. */
export function taskTable({ table, duels }: ComparisonAnalysis): Table {
  return {
    caption: 'Mean absolute error by task (nats)',
    columns: [left('task'), right('truth'), ...table.contestants.map(right), left('resolved')],
    rows: table.tasks.map(({ name, truth }, task) => [
      name,
      number(truth),
      ...table.outcomes.map((byTask) => {
        const errors = absoluteErrors(byTask[task]);
        const lost = byTask[task].filter(isLost).length;
        const text = errors.length === 0 ? '' : number(mean(errors));
        return [text, lost > 0 ? `${lost} lost` : ''].filter((part) => part !== '').join(', ') || '—';
      }),
      duels
        .filter((duel) => duel.task === name && duel.result !== 'tie')
        .map(({ a, b, result }) => (result === 'win' ? `${a} < ${b}` : `${b} < ${a}`))
        .join('; ') || 'none',
    ]),
    notes: ['resolved: pairs whose difference on the task alone is resolved, who errs less first.'],
  };
}
