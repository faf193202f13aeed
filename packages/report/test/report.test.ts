import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CellRecord, type Experiment, InputError } from '@minebench/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  biasAndVariance,
  convergenceCurves,
  drawSpecification,
  identityGate,
  miAgainstRho,
  renderReport,
  surfaces,
  withinTolerance,
} from '../src/index.ts';
import { darkConfig, lightConfig } from '../src/theme/config.ts';
import { dumpDom, findBrowser, tagsIn } from './browser.ts';
import { estimateRecord } from './build-records.ts';
import { oracleRecords, quickstartRecords } from './sample-records.ts';

const experimentOf = (parts: Partial<Experiment> = {}): Experiment => ({
  id: 'trial',
  title: 'A trial',
  question: 'Does it work?',
  sweeps: [],
  figures: [
    miAgainstRho({ id: 'mi-against-rho' }),
    convergenceCurves({ id: 'convergence' }),
    identityGate({ id: 'gate' }),
  ],
  holds: [
    withinTolerance({
      name: 'DV is right',
      reason: 'it is',
      absolute: 0.05,
      relative: 0.1,
      where: { estimator: 'dv' },
    }),
    withinTolerance({
      name: 'MINE is right',
      reason: 'it is',
      absolute: 0.05,
      relative: 0.1,
      where: { estimator: 'mine' },
    }),
  ],
  ...parts,
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minebench-report-'));
});
afterAll(() => rm(folder, { recursive: true }));

const report = (name: string, experiment: Experiment, records: readonly CellRecord[], missing = 0) =>
  renderReport(experiment, records, {
    outDir: join(folder, name),
    command: 'minebench report trial.ts',
    counts: { planned: records.length + missing, missing },
  });

const text = (name: string, file: string) => readFile(join(folder, name, file), 'utf8');

const scriptIn = (html: string, id: string): unknown =>
  JSON.parse(html.match(new RegExp(`<script type="application/json" id="${id}">([^<]*)</script>`))?.[1] ?? 'null');

test('writes every file it names; the page comes last', async () => {
  const summary = await report('files', experimentOf(), quickstartRecords);
  expect(summary.files).toEqual([
    'mi-against-rho.svg',
    'mi-against-rho.png',
    'mi-against-rho.vl.json',
    'mi-against-rho.parquet',
    'convergence.svg',
    'convergence.png',
    'convergence.vl.json',
    'convergence.parquet',
    'summary.md',
    'results.parquet',
    'verdicts.json',
    'index.html',
  ]);
  for (const file of summary.files) expect((await readFile(join(folder, 'files', file))).length).toBeGreaterThan(0);
  expect(summary).toMatchObject({ id: 'trial', cells: 30, diverged: 1, failed: 0, missing: 0 });
  expect(summary.claims.map((claim) => claim.verdict)).toEqual(['holds', 'fails']);
  const verdicts = JSON.parse(await text('files', 'verdicts.json'));
  expect(verdicts.claims.map((claim: { verdict: string }) => claim.verdict)).toEqual(['holds', 'fails']);
  expect(verdicts.claims[1].detail).toContain('1 of 2 replicates diverged');
});

test('every figure says, wherever it is shown, which command remakes it, and comes with the rows it draws', async () => {
  await report('remade', experimentOf(), quickstartRecords);
  const command = 'minebench report trial.ts';
  expect(await text('remade', 'convergence.svg')).toMatch(new RegExp(`<desc>[^<]*${command}</desc>`));
  const page = await text('remade', 'index.html');
  expect(page.split(`Remade by <code>${command}</code>`)).toHaveLength(3);
  expect(page).toContain('<a href="convergence.parquet">');
  expect((await text('remade', 'summary.md')).split(`Remade by: ${command}`)).toHaveLength(3);
});

test('the same records give the same bytes, whatever their order', async () => {
  const first = await report('once', experimentOf(), quickstartRecords);
  await report('twice', experimentOf(), [...quickstartRecords].reverse());
  for (const file of first.files) {
    const [one, two] = await Promise.all(['once', 'twice'].map((name) => readFile(join(folder, name, file))));
    expect(two.equals(one), file).toBe(true);
  }
});

test('every figure tells experiment, cells, engine, versions and code', async () => {
  await report('told', experimentOf(), quickstartRecords);
  const specification = JSON.parse(await text('told', 'mi-against-rho.vl.json'));
  const told = specification.title.subtitle.join(' ');
  for (const part of [
    'experiment trial',
    '30 cells',
    '1 diverged',
    'ort:cpu',
    'minebench 0.1.0',
    'node 20.19.0',
    'code c0dec0dec0de',
  ])
    expect(told).toContain(part);
  expect(specification.description).toMatch(/line chart/i);
});

test('while planned cells are missing, what holds so far is unresolved, what fails already fails', async () => {
  const summary = await report('missing', experimentOf(), quickstartRecords, 7);
  expect(summary.claims.map((claim) => claim.verdict)).toEqual(['unresolved', 'fails']);
  expect(summary.claims[0].detail).toMatch(/^7 of 37 planned cells have no record yet; so far: All 5 means/);
  expect(await text('missing', 'index.html')).toContain('7 of 37 planned cells have no record yet');
  expect(await text('missing', 'mi-against-rho.vl.json')).toContain('7 of 37 planned cells missing');
});

test('no records at all: a page that says so', async () => {
  const summary = await report('empty', experimentOf(), [], 30);
  expect(summary.claims.every((claim) => claim.verdict === 'unresolved')).toBe(true);
  expect(await text('empty', 'index.html')).toContain('Not drawn');
});

describe('the page', () => {
  let html: string;
  beforeAll(async () => {
    await report('page', experimentOf(), quickstartRecords);
    html = await text('page', 'index.html');
  });
  const withoutScripts = () => html.replace(/<script[\s\S]*?<\/script>/g, '').replace(/base64,[A-Za-z0-9+/=]+/g, '');

  test('asks the network for nothing: no address outside namespaces, and a policy that forbids it', () => {
    expect(withoutScripts()).not.toMatch(/https?:|\/\/[a-z]|@import|url\(/i);
    expect(
      [...withoutScripts().matchAll(/(?:src|href)="([^"]*)"/g)]
        .map((match) => match[1])
        .filter((target) => !/^(#|data:|[\w.-]+$)/.test(target)),
    ).toEqual([]);
    const policy = html.match(/Content-Security-Policy" content="([^"]*)"/)?.[1] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("script-src 'unsafe");
    expect(policy).not.toContain('unsafe-eval');
    // what the bundles themselves carry: namespaces, a schema's name, and a link of the editor menu, which is switched off
    const addresses = new Set([...html.matchAll(/https?:\/\/[\w.-]+/g)].map((match) => match[0]));
    expect([...addresses].sort()).toEqual(['http://www.w3.org', 'https://github.com', 'https://vega.github.io']);
  });

  test('its policy names the hash of each script that runs', () => {
    const running = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((match) => match[1]);
    expect(running).toHaveLength(4);
    for (const script of running) {
      const hash = createHash('sha256').update(script).digest('base64');
      expect(html).toContain(`'sha256-${hash}'`);
    }
  });

  test('has a language, a title, landmarks, one first heading, a text for every picture, tables that take the focus', () => {
    expect(html).toMatch(/<html lang="en">/);
    for (const tag of ['<title>', '<main>', '<header>', '<nav ', '<footer>']) expect(html).toContain(tag);
    expect(html.match(/<h1>/g)).toHaveLength(1);
    const pictures = [...withoutScripts().matchAll(/<img [^>]*>/g)].map((match) => match[0]);
    expect(pictures).toHaveLength(2);
    for (const picture of pictures) expect(picture).toMatch(/alt="[^"]{20,}"/);
    for (const [region] of html.matchAll(/<div class="scroll"[^>]*>/g))
      expect(region).toMatch(/tabindex="0" aria-label="[^"]+"/);
    expect(html).toContain('prefers-color-scheme: dark');
  });

  test('is under 6 MB and says how to make it again', () => {
    expect(html.length).toBeLessThan(6e6);
    expect(html).toContain('<code>minebench report trial.ts</code>');
  });
});

describe('hostile names', () => {
  const evil = [
    `</script><script>alert(1)</script><img src=x onerror=alert(2)> "quoted" 'single' & <!-- ]]>`,
    '</svg><svg onload=alert(3)><foreignObject><iframe src=x></iframe></foreignObject>',
    // In a string of a Vega expression that is not escaped, in whichever quotes, or as one itself: each warns.
    `' + warn('evaluated') + ' " + warn("evaluated") + " \\' + warn('evaluated')`,
    `"]: 1})[0] || warn('evaluated') // datum['x'].y[0] {{x}} \${x}`,
  ].join(' ');
  const records = [0, 1].map((dataSeed) =>
    estimateRecord({
      task: { id: evil, dimension: 1, rho: 0.5 },
      bound: { id: evil, note: evil },
      critic: { id: evil },
      dataSeed,
      engine: evil,
      ...(dataSeed === 1 ? { diverged: evil } : {}),
    }),
  );
  const experiment = experimentOf({
    title: evil,
    question: evil,
    figures: [
      miAgainstRho({ id: 'a', title: evil, caption: evil, alt: evil }),
      convergenceCurves({ id: 'b' }),
      biasAndVariance({ id: 'c' }),
      surfaces({ id: 'd' }),
    ],
    holds: [withinTolerance({ name: evil, reason: evil, absolute: 1, relative: 1 })],
  });

  test('stay text in the page, in the SVG and in Markdown', async () => {
    await report('hostile', experiment, records);
    const html = await text('hostile', 'index.html');
    const outside = html.replace(/<script>[\s\S]*?<\/script>/g, '');
    expect(html.match(/<script/g)?.length).toBe(html.match(/<\/script>/g)?.length);
    for (const tag of ['<img src=x', '<script>alert', '<svg', '<iframe']) expect(outside).not.toContain(tag);
    expect(html).toContain('&lt;/script&gt;&lt;script&gt;alert(1)');
    const data = scriptIn(html, 'figure-data') as Record<string, { title: { text: string } }>;
    // a long title is broken into lines between words
    expect([data.a.title.text].flat().join(' ')).toBe(evil);
    for (const [attribute] of outside.matchAll(/alt="[^"]*"/g)) expect(attribute).not.toMatch(/[<>]/);

    const svg = await text('hostile', 'a.svg');
    expect(svg).not.toMatch(/<script|<iframe|<svg onload/);
    expect(svg).toContain('<title>&lt;/script&gt;');
    expect(await text('hostile', 'summary.md')).not.toMatch(/<script|<img|<svg|<iframe/);
  });

  test('would be heard of if Vega took one for an expression', async () => {
    const specification = {
      data: { values: [{ name: evil }] },
      mark: 'point',
      encoding: { y: { field: 'name', type: 'nominal', axis: { labelExpr: "warn('evaluated') || datum.value" } } },
    };
    await expect(drawSpecification(specification, { title: 'a', alt: 'b' })).rejects.toThrow('evaluated');
  });

  test('stay text in a browser too, which draws every chart', async ({ skip }) => {
    const browser = findBrowser();
    if (browser === undefined) return skip('there is no Chromium here');
    await report('browsed', experiment, records);
    const tags = tagsIn(dumpDom(browser, join(folder, 'browsed', 'index.html')));
    expect(tags.filter((tag) => /^<svg .*class="marks"/.test(tag))).toHaveLength(3);
    expect(tags.filter((tag) => /^<(iframe|foreignobject)\b/i.test(tag))).toEqual([]);
    expect(tags.filter((tag) => tag.startsWith('<img') && !tag.startsWith('<img class="static"'))).toEqual([]);
    expect(tags.filter((tag) => /\son\w+=/i.test(tag.replace(/"[^"]*"/g, '""')))).toEqual([]);
  });
});

test('charts are drawn in the colours of the reader’s screen', async ({ skip }) => {
  const browser = findBrowser();
  if (browser === undefined) return skip('there is no Chromium here');
  await report('coloured', experimentOf({ figures: [identityGate({ id: 'gate' })] }), oracleRecords);
  const papers = (['light', 'dark'] as const).map((scheme) => {
    const dom = dumpDom(browser, join(folder, 'coloured', 'index.html'), scheme);
    const [, ...channels] = /class="marks"[^>]*background-color: rgb\((\d+), (\d+), (\d+)\)/.exec(dom) ?? [];
    return `#${channels.map((channel) => Number(channel).toString(16).padStart(2, '0')).join('')}`;
  });
  expect(papers).toEqual([lightConfig, darkConfig].map(({ background }) => String(background).toLowerCase()));
});

describe('bad input', () => {
  test('figure ids that are no file names, or are there twice', async () => {
    const twice = experimentOf({ figures: [identityGate({ id: 'a' }), identityGate({ id: 'a' })] });
    await expect(report('bad', twice, [])).rejects.toThrow(/figures\[1\]\.id "a" is another figure’s id/);
    const path = experimentOf({ figures: [identityGate({ id: '../a' })] });
    await expect(report('bad', path, [])).rejects.toThrow(InputError);
  });

  test('a folder that cannot be written to', async () => {
    await writeFile(join(folder, 'occupied'), 'a file');
    await expect(report('occupied/report', experimentOf(), [])).rejects.toThrow(
      /report folder ".*occupied.*" is not a folder; choose a folder that you can write to/,
    );
  });
});
