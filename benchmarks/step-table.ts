import type { Table } from '@minebench/report';
import { costRatio, costs, median, type Row } from './measure.ts';
import { milliseconds } from './row-text.ts';
import { label, stepSizes } from './step-size.ts';
import { times } from './targets.ts';

export interface StepTableOptions {
  readonly caption: string;
  readonly threads: number;
  /** Those to show, by name; all where absent. */
  readonly implementations?: readonly string[];
}

/** A training step: an implementation a row, a size a column, with how many times the first row's cost each is. */
export function stepTable(rows: readonly Row[], { caption, threads, implementations }: StepTableOptions): Table {
  const own = rows.filter((row) => row.benchmark === 'training step' && row.threads === threads);
  const names = [...new Set(own.map(({ implementation }) => implementation))].filter(
    (name) => implementations?.includes(name) ?? true,
  );
  const sizes = stepSizes.map(label).filter((size) => own.some((row) => row.size === size));
  const at = (name: string, size: string) => own.find((row) => row.implementation === name && row.size === size);
  const cell = (name: string, size: string): string => {
    const [row, first] = [at(name, size), at(names[0], size)];
    if (!row || !first) return '';
    const ratio = costRatio(row, first)?.ratio;
    return ratio === undefined
      ? 'absent'
      : `${milliseconds(median(costs(row)))}${row === first ? '' : ` (${times(ratio)} x)`}`;
  };
  return {
    caption,
    columns: [{ title: 'ms a step', align: 'left' }, ...sizes.map((title) => ({ title, align: 'right' as const }))],
    rows: names.map((name) => [name, ...sizes.map((size) => cell(name, size))]),
    notes: [],
  };
}

/** Processors that each implementation kept busy: CPU time over wall time, size by size. */
export function threadTable(rows: readonly Row[], threads: number): Table {
  const own = rows.filter(
    (row) => row.benchmark === 'training step' && row.threads === threads && row.times.length > 0,
  );
  const sizes = stepSizes.map(label).filter((size) => own.some((row) => row.size === size));
  return {
    caption: `CPU time over wall time, limited to ${threads === 1 ? 'one thread' : `${threads} threads`}`,
    columns: [
      { title: 'implementation', align: 'left' },
      ...sizes.map((title) => ({ title, align: 'right' as const })),
    ],
    rows: [...new Set(own.map(({ implementation }) => implementation))].map((name) => [
      name,
      ...sizes.map(
        (size) => own.find((row) => row.implementation === name && row.size === size)?.processors?.toFixed(2) ?? '',
      ),
    ]),
    notes: [],
  };
}
