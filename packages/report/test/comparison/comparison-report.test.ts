import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comparisonReport, renderReport } from '../../src/index.ts';
import { wrappedName } from '../../src/theme/wrapped-name.ts';
import { column, twoColumns, widthOf } from '../journal-column.ts';
import { type Planted, plantedComparison } from './planted-records.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minebench-comparison-'));
});
afterAll(() => rm(folder, { recursive: true }));

const contestants = [
  { name: 'joint-mlp', bias: 0.1, spread: 0.02 },
  { name: 'separable-mlp:hidden=[64,64]', bias: 0.3, spread: 0.02 },
  { name: 'ksg', bias: 0.1, spread: 0.02, kind: 'baseline' as const },
];

function compared(planted: Partial<Planted> = {}) {
  const { records, view } = plantedComparison({ contestants, tasks: 4, replicates: 3, ...planted });
  return { records, report: comparisonReport(view, ['All estimate from the same 5000 training pairs.']) };
}

async function render(name: string, planted: Partial<Planted> = {}) {
  const { records, report } = compared(planted);
  const summary = await renderReport(
    {
      id: 'compare-trial',
      title: 'A trial',
      question: 'Which?',
      sweeps: [],
      figures: report.figures,
      holds: report.claims,
    },
    records,
    {
      outDir: join(folder, name),
      command: 'minebench compare',
      counts: { planned: records.length, missing: 0 },
      tables: report.tables(records),
    },
  );
  return { summary, text: (file: string) => readFile(join(folder, name, file), 'utf8') };
}

describe('the report of a comparison', () => {
  it('takes the names of its contestants for text, in HTML and in the expressions of its axes', async () => {
    const hostile = [
      `<svg onload=alert(1)>`,
      `"]})[0] || warn('evaluated') //`,
      `' + warn('evaluated') + '\\" + warn(1) + "`,
    ];
    const planted = contestants.map((contestant, index) => ({ ...contestant, name: hostile[index] }));
    // A figure of which Vega warns is an error.
    const { summary, text } = await render('hostile', { contestants: planted });
    expect(summary.files).toContain('errors.svg');
    const page = (await text('index.html')).replace(/<script[\s\S]*?<\/script>/g, '');
    expect(page).toContain('&lt;svg onload=alert(1)&gt;');
    expect(page).not.toContain('<svg');
    expect(await text('summary.md')).not.toContain('<svg');
  });

  it('has its figures, its tables first, and says what is resolved and what is not', async () => {
    const { summary, text } = await render('three', { lost: [[1, 0, 0]] });
    for (const file of ['ranks.svg', 'differences.svg', 'errors.svg', 'accuracy-against-cost.svg'])
      expect(summary.files).toContain(file);
    const [resolution, fairness] = summary.claims;
    expect(resolution.verdict).toBe('unresolved');
    expect(resolution.detail).toContain('joint-mlp errs less than separable-mlp:hidden=[64,64]: -0.2');
    expect(resolution.detail).toMatch(/joint-mlp and ksg are not resolved: .* seeds would resolve them/);
    expect(fairness.verdict).toBe('holds');
    expect(fairness.detail).toContain('36 cells: 35 completed, 1 lost');
    const markdown = await text('summary.md');
    expect(markdown.indexOf('**Contestants**')).toBeGreaterThan(0);
    expect(markdown.indexOf('**Contestants**')).toBeLessThan(markdown.indexOf('**Estimates over replicates'));
    expect(await text('index.html')).toContain('Paired differences of absolute error');
    expect(await text('errors.vl.json')).toContain('1/3 ×');
  });

  it.each([
    ['three with long names', contestants, 4],
    [
      'five on more tasks than fit beside each other',
      [...contestants, ...['l1out', 'gaussian-mixture'].map((name) => ({ ...contestants[2], name }))],
      5,
    ],
    [
      'twenty-one',
      Array.from({ length: 21 }, (_, index) => ({
        name: `gaussian-mixture${index}`.slice(-16),
        bias: 0.05 * index,
        spread: 0.02,
      })),
      9,
    ],
  ])('fits a journal’s column, the map of many errors two of them: %s', async (name, planted, tasks) => {
    const { text } = await render(name, { contestants: planted, tasks, replicates: 2, lost: [[1, 0, 0]] });
    const widths = await Promise.all(
      ['ranks', 'differences', 'accuracy-against-cost', 'errors'].map(async (file) =>
        widthOf(await text(`${file}.svg`)),
      ),
    );
    const errors = planted.length > 4 ? twoColumns : column;
    for (const [index, width] of widths.entries()) expect(width).toBeLessThanOrEqual(index === 3 ? errors : column);
  });

  it('of many contestants draws a tile for each pair twice, as its row sees it', () => {
    const many = Array.from({ length: 9 }, (_, index) => ({
      name: `c${index}`,
      bias: 0.1 + 0.1 * index,
      spread: 0.01,
    }));
    const { report, records } = compared({ contestants: many, lost: [[0, 0, 0]] });
    const drawn = report.figures.find(({ id }) => id === 'differences')!.draw(records)!;
    const tiles = (drawn.layer as unknown as { data: { values: Record<string, unknown>[] } }[]).slice(1);
    const signs = new Map(
      tiles.flatMap(({ data }) => data.values.map(({ row, column, sign }) => [`${row} ${column}`, sign])),
    );
    expect(signs.size).toBe(72);
    expect([signs.get('c1 c2'), signs.get('c2 c1')]).toEqual(['−', '+']);
    // the first errs least, but has lost a cell: that is not resolved
    expect([signs.get('c0 c1'), signs.get('c1 c0')]).toEqual(['×', '×']);
  });

  it('other seeds for one contestant are no fair comparison', () => {
    const { report, records } = compared();
    const [first, ...rest] = records;
    const moved = { ...first, cell: { ...first.cell, initSeed: 77 } };
    expect(report.claims[1].check([moved, ...rest]).verdict).toBe('fails');
    expect(report.claims[1].check(records).verdict).toBe('holds');
  });

  it('is no verdict while cells are missing', () => {
    const { report, records } = compared();
    const { verdict, detail } = report.claims[1].check(records.slice(5));
    expect(verdict).toBe('unresolved');
    expect(detail).toContain('5 without a record');
  });

  it('one that goes far astray is told of, and leaves the others their room', () => {
    const astray = { name: 'astray', bias: -1e9, spread: 1 };
    const { report, records } = compared({
      contestants: [...contestants, { ...contestants[0], name: 'other' }, astray],
    });
    const drawn = (id: string) => JSON.stringify(report.figures.find((figure) => figure.id === id)!.draw(records));
    const domains = (text: string) => [...text.matchAll(/"domain":\[(-?[\d.e+]+),(-?[\d.e+]+)\]/g)];
    const [errors, differences] = [drawn('accuracy-against-cost'), drawn('differences')];
    expect(errors).toContain('at the upper edge: astray 1.0e+9');
    expect(differences).toContain('-1.0e+9');
    for (const [, low, high] of [...domains(differences), ...domains(errors).filter(([, low]) => Number(low) < 1)]) {
      expect(Number(low)).toBeGreaterThan(-100);
      expect(Number(high)).toBeLessThan(100);
    }
  });

  it('for a terminal: contestants by rank, then differences', () => {
    const { report, records } = compared();
    const lines = report.summary(records).split('\n');
    expect(lines[0]).toBe('Contestants');
    const nameOf = (line: string) => line.split(/\s{2,}/)[0];
    expect(nameOf(lines[5])).toBe('separable-mlp:hidden=[64,64]');
    expect(lines).toContain('Paired differences of absolute error (nats)');
  });

  it('for a terminal, of many contestants: how the best differs from each other one; the report has all pairs', () => {
    const many = Array.from({ length: 9 }, (_, index) => ({
      name: `c${index}`,
      bias: 0.1 + 0.1 * index,
      spread: 0.01,
    }));
    const { report, records } = compared({ contestants: many });
    const lines = report.summary(records).split('\n');
    const start = lines.findIndex((line) => line.startsWith('Paired differences'));
    expect(lines[start]).toMatch(/of c0, .* all 36 pairs are in the report/);
    expect(lines.slice(start + 3).map((line) => line.split(/\s{2,}/).slice(0, 2))).toEqual(
      many.slice(1).map(({ name }) => ['c0', name]),
    );
    const [, all] = report.tables(records);
    expect(all.rows).toHaveLength(36);
    // 36 intervals at 95%
    expect(all.notes.join(' ')).toContain('among 36 pairs without a difference about 1.8 would look resolved');
  });
});

describe('names in little room', () => {
  it.each([
    ['joint-mlp', ['joint-mlp']],
    ['joint-mlp:hidden=[64,64]', ['joint-mlp:', 'hidden=[64,64]']],
    ['separable-mlp:hidden=[256,256]', ['separable-mlp:', 'hidden=[256,', '256]']],
    ['joint-mlp:activation=softplus', ['joint-mlp:', 'activation=', 'softplus']],
    ['infonce + bilinear', ['infonce +', 'bilinear']],
  ])('%s', (name, lines) => {
    expect(wrappedName(name, 15)).toEqual(lines);
  });

  it('loses no letter', () => {
    const name = './my-long-critic-file.ts:of={"id":"joint-mlp"},count=5';
    expect(wrappedName(name, 8).join('')).toBe(name);
  });
});
