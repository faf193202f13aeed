import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Claim, ExperimentSize } from '@minebench/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderReport } from '../src/index.ts';
import { quickstartRecords } from './sample-records.ts';
import { experimentAt } from './sized-experiment.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minebench-sized-'));
});
afterAll(() => rm(folder, { recursive: true }));

const claim = (name: string, verdict: 'holds' | 'fails', sizes?: readonly ExperimentSize[]): Claim => ({
  name,
  reason: 'a law',
  ...(sizes ? { sizes } : {}),
  check: () => ({ verdict, detail: 'one is one' }),
});

const quoted = [{ what: 'reconstruction error of ALI', value: 14.24, source: 'Belghazi et al. 2018, Table 2' }];

async function reportAt(size: ExperimentSize) {
  const experiment = {
    ...experimentAt(size, { quick: { n: 10, steps: 5 }, reference: { n: 1000 }, full: { n: 100_000 } }),
    holds: [
      claim('anywhere', 'holds'),
      claim('not in a hurry', 'fails', ['reference', 'full']),
      claim('of little', 'holds', ['quick']),
    ],
    quoted,
  };
  const summary = await renderReport(experiment, quickstartRecords, {
    outDir: join(folder, size),
    command: 'minebench report trial.ts',
    counts: { planned: quickstartRecords.length, missing: 0 },
  });
  const [page, text] = await Promise.all(
    ['index.html', 'summary.md'].map((file) => readFile(join(folder, size, file), 'utf8')),
  );
  return { claims: summary.claims, page, text };
}

it('judges a claim at its own sizes, and elsewhere says why it is open and what was seen', async () => {
  const { claims } = await reportAt('quick');
  expect(claims.map(({ verdict }) => verdict)).toEqual(['holds', 'unresolved', 'holds']);
  expect(claims[1].detail).toBe('judged at the reference and the full size, not at the quick one; here: one is one');
  expect((await reportAt('full')).claims.map(({ verdict }) => verdict)).toEqual(['holds', 'fails', 'unresolved']);
});

it('leaves a claim open for missing cells that it reads, and for those alone', async () => {
  const { cell } = quickstartRecords[0];
  const reading = (id: string): Claim => ({ ...claim(id, 'holds'), reads: ({ procedure }) => procedure === id });
  const { claims } = await renderReport(
    {
      ...experimentAt('reference', { quick: { n: 10 }, reference: { n: 1000 }, full: { n: 100_000 } }),
      holds: [claim('all', 'holds'), reading('one'), reading('other')],
    },
    quickstartRecords,
    {
      outDir: join(folder, 'lacking'),
      command: 'minebench report trial.ts',
      counts: { planned: quickstartRecords.length + 2, missing: 2 },
      lacking: [0, 1].map(() => ({ ...cell, procedure: 'one' })),
    },
  );
  expect(claims.map(({ verdict }) => verdict)).toEqual(['unresolved', 'unresolved', 'holds']);
});

it('says on the page and in the summary what is smaller than what was published, and nothing at that size', async () => {
  const { page, text } = await reportAt('quick');
  for (const document of [page, text])
    for (const line of ['Run at its quick size', 'n: 10 instead of 100,000', 'steps: 5 instead of its default'])
      expect(document).toContain(line);
  const full = await reportAt('full');
  for (const document of [full.page, full.text]) expect(document).not.toContain('instead of');
});

it('shows published numbers marked as quoted, with their source', async () => {
  const { page, text } = await reportAt('reference');
  for (const document of [page, text]) {
    expect(document).toContain('quoted, not reproduced');
    expect(document).toMatch(/reconstruction error of ALI.*14\.24.*Belghazi et al\. 2018, Table 2/);
  }
});
