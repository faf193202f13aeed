import { expect, test } from 'vitest';
import { summaryTable } from '../src/index.ts';
import { allColumns, columns } from '../src/tables/columns.ts';
import { escapeMarkdown, markdownTable } from '../src/tables/markdown-table.ts';
import { textTable } from '../src/tables/text-table.ts';
import { estimateRecord } from './build-records.ts';
import { oracleRecords, rhoRecords } from './sample-records.ts';

const records = [0.9, 1.1, 1.3].map((nats, dataSeed) =>
  estimateRecord({ nats, truth: 1, dataSeed, standardError: 0.2 }),
);

test('the terminal table holds the numbers computed by hand', () => {
  // mean 1.1, bias .1, standard deviation .2, see groups.test.ts
  const [head, , row] = summaryTable(records).split('\n');
  expect(head.trim().split(/\s{2,}/)).toEqual([
    'estimator',
    'R',
    'diverged',
    'failed',
    'truth',
    'mean',
    'bias',
    'bias 95%',
    'sd',
    'mean SE',
  ]);
  expect(row.trim().split(/\s{2,}/)).toEqual([
    'DV',
    '3',
    '0',
    '0',
    '1.0000',
    '1.1000',
    '0.1000',
    '—',
    '0.2000',
    '0.2000',
  ]);
});

test('a column headed 95% holds an interval from five completed replicates on, and a dash below', () => {
  const titled = allColumns.filter((id) => columns[id].title.includes('95%'));
  expect(titled).toHaveLength(3);
  const cellsOf = (count: number) => {
    const all = Array.from({ length: count }, (_, dataSeed) =>
      estimateRecord({ nats: 1 + 0.1 * dataSeed, truth: 1, dataSeed }),
    );
    return summaryTable(all, titled)
      .split('\n')[2]
      .trim()
      .split(/\s{2,}/)
      .slice(1);
  };
  expect(cellsOf(4)).toEqual(['—', '—', '—']);
  for (const cell of cellsOf(5)) expect(cell).toMatch(/^\[-?\d\.\d{4}, \d\.\d{4}\]$/);
});

test('columns can be chosen, and a standard error that is not reliable is starred', () => {
  const unreliable = estimateRecord({ nats: 1, truth: 1, dataSeed: 3, standardError: 0.2, reliable: false });
  const [, , row] = summaryTable([...records, unreliable], ['rmse', 'meanStandardError']).split('\n');
  // squared errors .01, .01, .09, 0
  expect(row.trim().split(/\s{2,}/)).toEqual(['DV', Math.sqrt(0.11 / 4).toFixed(4), '0.2000*']);
  expect(summaryTable([...records, unreliable])).toMatch(/\n\n\* some are not reliable because/);
  expect(summaryTable(records)).not.toContain('*');
});

test('lines are aligned: all rows as wide as the head, one row a setting', () => {
  const lines = summaryTable(rhoRecords).split('\n');
  expect(lines).toHaveLength(2 + 2 * 15 * 4);
  expect(new Set(lines.map((line) => [...line].length)).size).toBe(1);
});

test('oracles are tabulated, and nothing is said where there is nothing', () => {
  expect(summaryTable(oracleRecords)).toContain('log forgotten');
  expect(summaryTable([])).toBe('');
});

test('a cell with line breaks stays in its line', () => {
  const table = { caption: '', columns: [{ title: 'a', align: 'left' as const }], rows: [['x\ny']], notes: [] };
  expect(textTable(table).split('\n')).toEqual(['a', '───', 'x y']);
});

test('Markdown cells can neither leave their cell nor become markup', () => {
  const hostile = 'a|b\n<script>[x](y) `c` *d*';
  const table = { caption: '', columns: [{ title: 'a', align: 'left' as const }], rows: [[hostile]], notes: [] };
  const lines = markdownTable(table).split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[2].replace(/\\\|/g, '').match(/\|/g)).toHaveLength(2);
  expect(escapeMarkdown(hostile)).not.toMatch(/<|>|(?<!\\)[[\]`*]/);
});
