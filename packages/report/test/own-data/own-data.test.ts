import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type EstimateView, type OwnDataView, ownDataText, renderOwnData } from '../../src/index.ts';
import { forestPlot } from '../../src/own-data/forest-plot.ts';
import { trainingCurves } from '../../src/own-data/training-curves.ts';

const ksg: EstimateView = {
  estimator: 'ksg',
  kind: 'neither',
  status: 'completed',
  nats: 0.5,
  low: 0.4,
  high: 0.6,
  pValue: 0.01,
  rows: 1000,
  warnings: ['reads low'],
  permutationTest: {
    permutations: 99,
    pValue: 0.01,
    rows: 1000,
    observed: 0.5,
    nullMean: 0.002,
    nullStandardDeviation: 0.01,
  },
};

const mine: EstimateView = {
  estimator: 'mine/joint-mlp',
  kind: 'lower',
  status: 'completed',
  nats: 0.45,
  low: null,
  high: null,
  pValue: null,
  rows: 200,
  warnings: [],
  minibatch: { step: [10, 20], mean: [0.1, Number.NaN], standardDeviation: [0.1, 0.1] },
  selection: { step: [0, 10, 20], nats: [-1, 0.3, 0.4], bestStep: 20 },
  parameters: 1234,
};

const diverged: EstimateView = {
  ...mine,
  estimator: 'dv/joint-mlp',
  status: 'diverged',
  nats: null,
  warnings: ['diverged: is not finite'],
};

const view: OwnDataView = {
  file: 'own <data>.csv',
  command: "minebench estimate 'own <data>.csv' --x a --y b",
  rows: 1000,
  namesX: ['a<b>', 'c'],
  namesY: ['d'],
  seed: 7,
  steps: 20,
  permutations: 99,
  engine: 'ort:cpu',
  transform: 'standardised',
  parts: { train: 600, selection: 200, evaluation: 200 },
  estimates: [ksg, mine, diverged],
  warnings: ['column c is constant'],
  versions: { minebench: '0.1.0', node: '22.0.0' },
  commit: 'abcdef',
};

async function rendered(of: OwnDataView): Promise<{ page: string; files: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'minebench-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = await renderOwnData(of, folder);
  expect(path).toBe(join(folder, 'index.html'));
  return { page: readFileSync(path, 'utf8'), files: readdirSync(folder).sort() };
}

const figuresIn = (page: string): string[] =>
  [...page.matchAll(/src="data:image\/svg\+xml;base64,([^"]*)"/g)].map(([, data]) =>
    Buffer.from(data, 'base64').toString(),
  );

describe('the page', () => {
  it('needs nothing else: no script, no address but its own parts', async () => {
    const { page, files } = await rendered(view);
    expect(files).toEqual(['estimates.json', 'index.html']);
    expect(page).not.toMatch(/<script|<link|@import|url\(/);
    for (const [, target] of page.matchAll(/(?:href|src)="([^"]*)"/g)) expect(target).toMatch(/^(#|data:image)/);
    for (const svg of figuresIn(page)) expect(svg).not.toMatch(/href="[^#]/);
  });

  it('shows numbers, warnings, curves and where they come from', async () => {
    const { page } = await rendered(view);
    for (const text of [
      '[0.4000, 0.6000]',
      '0.0020 ± 0.0100',
      'column c is constant',
      '<b>KSG:</b> reads low',
      'diverged: is not finite',
      '1234 weights',
      'Do not believe it',
      '600 train, 200 select, 200 judge',
      '7: of the split',
      'node 22.0.0',
      'abcdef',
    ])
      expect(page).toContain(text);
    expect(figuresIn(page)).toHaveLength(2);
  });

  it('is the same for the same view', async () => {
    expect((await rendered(view)).page).toBe((await rendered(view)).page);
  });

  it('shows what the file calls its columns as text', async () => {
    const { page } = await rendered(view);
    expect(page).toContain('a&lt;b&gt;');
    expect(page).toContain('own &lt;data&gt;.csv');
    expect(page).not.toMatch(/<data>|a<b>/);
  });

  it('says so where there are no warnings, no test and no figures', async () => {
    const { page } = await rendered({
      ...view,
      warnings: [],
      permutations: 0,
      estimates: [{ ...diverged, warnings: [] }],
    });
    expect(page).toContain('None: nothing that theory knows');
    expect(page).toContain('No permutation test was asked for');
    // Its curves stop where it diverged, and are shown.
    expect(figuresIn(page)).toHaveLength(1);
  });
});

describe('figures', () => {
  it('where nothing completed there is no plot of estimates, where nothing was trained no curves', () => {
    expect(forestPlot([diverged])).toBeNull();
    expect(trainingCurves([ksg])).toBeNull();
  });

  it('estimates that diverged keep their line and are named there', () => {
    expect(JSON.stringify(forestPlot([ksg, diverged]))).toContain('"label":"diverged"');
  });

  it('the null distribution has a panel of its own, and only where there was a test', () => {
    expect(forestPlot([ksg, mine])).toHaveProperty('hconcat.length', 2);
    expect(forestPlot([mine])).not.toHaveProperty('hconcat');
  });

  it('two of a kind have a line each, told apart by the options that were given', () => {
    const other = { ...ksg, estimator: 'ksg:k=10' };
    expect(JSON.stringify(forestPlot([ksg, other]))).toContain(
      '"domain":["KSG (neither bound)","KSG (k=10) (neither bound)"]',
    );
    expect(ownDataText({ ...view, estimates: [other] })).toMatch(/\nKSG \(k=10\) +neither bound/);
  });

  it('curves leave out what is not finite, and the look at initial weights unless it was the best', () => {
    const drawn = (bestStep: number) => {
      const { concat } = trainingCurves([{ ...mine, selection: { ...mine.selection!, bestStep } }]) as unknown as {
        concat: { layer: { data: { values: { step: number }[] } }[] }[];
      };
      return concat[0].layer.slice(0, 2).map(({ data }) => data.values.map(({ step }) => step));
    };
    expect(drawn(20)).toEqual([[10], [10, 20]]);
    expect(drawn(0)).toEqual([[10], [0, 10, 20]]);
  });
});

describe('the text for a terminal', () => {
  it('names many columns by the first two and the last', () => {
    const namesX = Array.from({ length: 20 }, (_, index) => `x${index}`);
    expect(ownDataText({ ...view, namesX, namesY: ['a', 'b'] })).toMatch(/^I\(x0, x1, … x19: 20 columns; a, b\) of /);
  });

  it('has a line an estimate and a line a warning', () => {
    const lines = ownDataText(view).split('\n');
    expect(lines[0]).toBe('I(a<b>, c; d) of 1000 rows, in nats');
    expect(lines.filter((line) => line.startsWith('!'))).toEqual([
      '! column c is constant',
      '! KSG: reads low',
      '! DV, joint-mlp: diverged: is not finite',
    ]);
    expect(lines.find((line) => line.startsWith('MINE'))).toMatch(/lower bound +0\.4500 +— +— +— +200$/);
  });
});
