import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Claim, Verdict } from '@minebench/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { miAgainstRho, renderReport, writeGallery } from '../src/index.ts';
import { tagsIn } from './browser.ts';
import { quickstartRecords } from './sample-records.ts';
import { experimentAt } from './sized-experiment.ts';

const claim = (verdict: Verdict): Claim => ({
  name: `this ${verdict} <b>`,
  reason: '',
  check: () => ({ verdict, detail: '' }),
});

const folder = mkdtempSync(join(tmpdir(), 'minebench-gallery-'));
const item = { id: 'drawn', title: 'A & B', question: 'Why <script>alert(1)</script>?', figure: '2-3' };
const items = [item, { ...item, id: 'later', figure: '4' }, { ...item, id: 'torn', problem: 'a "fault"' }];
const gallery = () => writeGallery(folder, items, 'minebench reproduce');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

beforeAll(async () => {
  const counts = { planned: quickstartRecords.length, missing: 0 };
  for (const id of ['drawn', 'another'])
    await renderReport(
      {
        ...experimentAt('reference', { reference: { n: 1 }, full: { n: 2 } }),
        ...item,
        id,
        figures: [miAgainstRho({ id: 'rho' })],
        holds: (['holds', 'fails', 'unresolved'] as const).map(claim),
      },
      quickstartRecords,
      { outDir: join(folder, id), command: 'minebench report', counts },
    );
  await gallery();
});
afterAll(() => rmSync(folder, { recursive: true }));

it('shows each figure with its picture, question, verdicts in words, and links', () => {
  const page = read('index.html');
  const card = page.slice(page.indexOf('id="drawn"'), page.indexOf('id="later"'));
  expect(card).toContain('Figures 2-3');
  expect(card).toMatch(/<img[^>]* alt="Line chart[^"]*" src="data:image\/png;base64,/);
  for (const verdict of ['✓ holds', '✗ fails', '? unresolved'])
    expect(card).toContain(`<span class="verdict">${verdict}</span>this ${verdict.slice(2)} &lt;b&gt;`);
  expect(card).toContain('smaller than what was published');
  for (const link of ['drawn/rho.svg', 'drawn/index.html', 'drawn/summary.md'])
    expect(card).toContain(`href="${link}"`);
  expect(read('README.md')).toMatch(
    /## Figures 2-3\. A &amp; B[\s\S]*!\[[^\]]*\]\(drawn\/rho\.svg\)[\s\S]*\*\*fails\*\* this fails/,
  );
});

it('says what is not there yet, what could not be run, and what else is in the folder', () => {
  const page = read('index.html');
  expect(page.slice(page.indexOf('id="later"'))).toMatch(/^[^§]*?There is no report of it yet/);
  expect(page).toContain('It could not be reproduced: a &quot;fault&quot;');
  expect(page.slice(page.indexOf('Other reports'))).toContain('id="another"');
  // Two reports of three claims each.
  for (const total of ['✓ holds: 2', '✗ fails: 2', '? unresolved: 2']) expect(page).toContain(total);
});

it('links to the lecture where there is one', async () => {
  expect(read('index.html')).not.toContain('lecture/index.html');
  mkdirSync(join(folder, 'lecture'));
  writeFileSync(join(folder, 'lecture', 'index.html'), '');
  await gallery();
  for (const name of ['index.html', 'README.md']) expect(read(name)).toContain('lecture/index.html');
});

it('needs nothing but itself, is small, keeps text text, and gives the same bytes again', async () => {
  const page = read('index.html');
  expect(page.length).toBeLessThan(500_000);
  expect(page).not.toContain('<script');
  expect(page).toContain("default-src 'none'");
  expect(tagsIn(page).filter((tag) => /(src|href)="(https?:|\/\/)/.test(tag))).toEqual([]);
  await gallery();
  expect(read('index.html')).toBe(page);
});
