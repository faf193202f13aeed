import type { Table } from '@minebench/report';
import { costs, median, type Row } from './measure.ts';
import { milliseconds } from './row-text.ts';
import { times } from './targets.ts';

/** What replicas as one program save on a processor: a critic and an implementation a row, how many times less a replica's step costs a column. */
export function replicaTable(rows: readonly Row[]): { readonly table: Table; readonly machine: string } | undefined {
  const own = rows.filter((row) => row.benchmark === 'replicas' && row.times.length > 0 && row.onProcessor === true);
  if (own.length === 0) return undefined;
  const counts = [...new Set(own.map(({ replicas }) => Number(replicas)))].sort((a, b) => a - b);
  const lines = [...new Set(own.map(({ critic, implementation }) => `${critic}|${implementation}`))];
  const cost = (line: string, count: number): number | undefined => {
    const row = own.find((one) => `${one.critic}|${one.implementation}` === line && one.replicas === count);
    return row && median(costs(row));
  };
  const [first, ...others] = counts;
  const saved = (line: string, count: number): string => {
    const [alone, together] = [cost(line, first), cost(line, count)];
    return alone === undefined || together === undefined ? '—' : `${times(alone / together)} x`;
  };
  return {
    table: {
      caption: '',
      columns: [
        { title: 'critic', align: 'left' },
        { title: 'engine', align: 'left' },
        ...counts.map((count) => ({ title: `R = ${count}${count === first ? ', ms' : ''}`, align: 'right' as const })),
      ],
      rows: lines.map((line) => {
        const alone = cost(line, first);
        return [
          ...line.split('|'),
          alone === undefined ? '—' : milliseconds(alone),
          ...others.map((count) => saved(line, count)),
        ];
      }),
      notes: [],
    },
    machine: String(own[0].machine),
  };
}
