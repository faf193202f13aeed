import type { CellRecord, JsonObject, Verdict } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import { consistencyClaims, measureConsistency, selfConsistency } from '../src/index.ts';
import { drawFigure } from '../src/render/draw-figure.ts';
import { lightConfig } from '../src/theme/config.ts';
import { estimateRecord, type RecordOptions } from './build-records.ts';

const base = { id: 'gaussian', dimension: 3, rho: 0.6 };
const independence = { id: 'independence', dimX: 3, dimY: 3, marginals: 'normal' };
const link = (k: number): JsonObject => ({ id: 'markov-chain', rhos: [0.8, 0.8], link: k, dimension: 2 });
const blocks = { id: 'independent-blocks', blocks: [base, base] };
const image: JsonObject = { id: 'transformed', base, transforms: [{ id: 'asinh' }] };

/** What a consistent estimator reads on each task, whatever the truth is. */
const consistent = { base: 0.6, independence: 0, first: 1, second: 0.5, blocks: 1.2, image: 0.6 };
const tasks = { base, independence, first: link(1), second: link(2), blocks, image };
type Place = keyof typeof tasks;

/** Records of an estimator that reads so, with a noise of its own a seed that images share with their base, as the same points give it. */
function planted(
  readings: Partial<Record<Place, number>> = {},
  {
    seeds = 5,
    noise = 0.005,
    more = () => ({}),
  }: { seeds?: number; noise?: number; more?: (place: Place, seed: number) => RecordOptions } = {},
): CellRecord[] {
  return (Object.keys(tasks) as Place[]).flatMap((place, index) =>
    Array.from({ length: seeds }, (_, seed) =>
      estimateRecord({
        task: tasks[place],
        truth: null,
        nats: (readings[place] ?? consistent[place]) + noise * Math.sin(3 * seed + (place === 'image' ? 0 : index)),
        dataSeed: seed,
        initSeed: seed,
        ...more(place, seed),
      }),
    ),
  );
}

const verdicts = (records: readonly CellRecord[], options = {}): Record<string, Verdict> =>
  Object.fromEntries(
    consistencyClaims(options).map((claim) => [claim.name.split(':')[0], claim.check(records).verdict]),
  );

const all = (verdict: Verdict) => ({
  Independence: verdict,
  'Data processing': verdict,
  Additivity: verdict,
  Invariance: verdict,
});

describe('the four claims', () => {
  test('hold of a consistent estimator, though no truth is known', () => {
    expect(verdicts(planted())).toEqual(all('holds'));
  });

  test.each<[string, Partial<Record<Place, number>>, string]>([
    ['reads information where there is none', { independence: 0.1 }, 'Independence'],
    ['reads less than nothing where there is none', { independence: -0.1 }, 'Independence'],
    ['reads more of a later link', { second: 1.2 }, 'Data processing'],
    ['reads two blocks as one and a half', { blocks: 0.9 }, 'Additivity'],
    ['reads two blocks as two and a half', { blocks: 1.5 }, 'Additivity'],
    ['reads less of an image', { image: 0.4 }, 'Invariance'],
    ['reads more of an image', { image: 0.8 }, 'Invariance'],
  ])('an estimator that %s fails that check and no other', (_, readings, failing) => {
    expect(verdicts(planted(readings))).toEqual({ ...all('holds'), [failing]: 'fails' });
  });

  test('a drop is no fault of data processing, however large', () => {
    expect(verdicts(planted({ second: 0 }))['Data processing']).toBe('holds');
  });

  test('are unresolved with too few seeds', () => {
    expect(verdicts(planted({}, { seeds: 2 }))).toEqual(all('unresolved'));
    expect(verdicts(planted({}, { seeds: 5 }), { replicates: 6 })).toEqual(all('unresolved'));
    const [claim] = consistencyClaims();
    expect(claim.check(planted({}, { seeds: 1 })).detail).toMatch(/1 replicate where 3 are needed: give more seeds/);
  });

  test('are unresolved where the noise is wider than the tolerance', () => {
    // one nat of noise against a tenth
    expect(verdicts(planted({}, { noise: 1 }))).toMatchObject({ Independence: 'unresolved', Additivity: 'unresolved' });
  });

  test('images share the noise of their base: paired differences do not see it', () => {
    const noisy = planted({}, { noise: 1 });
    expect(verdicts(noisy).Invariance).toBe('holds');
    const shuffled = planted(
      {},
      { noise: 1, more: (place, seed) => (place === 'image' ? { dataSeed: 4 - seed, initSeed: 4 - seed } : {}) },
    );
    expect(verdicts(shuffled).Invariance).toBe('unresolved');
  });

  test('tolerance: an offset of a tenth and a bit fails, of less holds, near it is unresolved', () => {
    const of = (image: number) => verdicts(planted({ image }, { noise: 0 }), { relative: 0.1 }).Invariance;
    expect([of(0.6 * 1.11), of(0.6 * 1.09)]).toEqual(['fails', 'holds']);
    const noisy = planted(
      { image: 0.66 },
      { more: (place, seed) => (place === 'image' ? { nats: 0.66 + 0.02 * Math.sin(seed) } : {}) },
    );
    expect(verdicts(noisy).Invariance).toBe('unresolved');
    expect(verdicts(planted({ image: 0.7 }), { relative: 0.2 }).Invariance).toBe('holds');
    expect(verdicts(planted({ independence: 0.1 }), { absolute: 0.2 }).Independence).toBe('holds');
  });

  test('an estimator that reads nothing anywhere is not called consistent', () => {
    const nothing = Object.fromEntries(Object.keys(tasks).map((place) => [place, 0]));
    expect(verdicts(planted(nothing))).toEqual({ ...all('unresolved'), Independence: 'holds' });
  });

  test('a diverged replicate fails the checks that it is part of, a failed one leaves them open', () => {
    const lost = (outcome: RecordOptions) =>
      verdicts(planted({}, { more: (place, seed) => (place === 'base' && seed === 0 ? outcome : {}) }));
    expect(lost({ diverged: 'infinite' })).toEqual({ ...all('holds'), Additivity: 'fails', Invariance: 'fails' });
    expect(lost({ failed: 'killed' })).toEqual({ ...all('holds'), Additivity: 'unresolved', Invariance: 'unresolved' });
  });

  test('a missing counterpart leaves its checks open', () => {
    const without = planted().filter(({ cell }) => cell.params.task !== base);
    expect(verdicts(without)).toEqual({ ...all('holds'), Additivity: 'unresolved', Invariance: 'unresolved' });
  });

  test('nothing is there to check: unresolved', () => {
    expect(verdicts([])).toEqual(all('unresolved'));
    expect(verdicts([estimateRecord()])).toEqual(all('unresolved'));
  });
});

test('estimators are held to their own readings, never to those of others', () => {
  const good = planted();
  const bad = planted({ blocks: 0.9 }, { more: () => ({ critic: { id: 'separable-mlp' } }) });
  const measured = measureConsistency([...good, ...bad]).filter(({ check }) => check === 'additivity');
  expect(measured.map(({ estimator, verdict }) => [estimator, verdict]).sort()).toEqual([
    ['DV, critic = joint-mlp', 'holds'],
    ['DV, critic = separable-mlp', 'fails'],
  ]);
});

test('the truth is shown and not judged by', () => {
  const known = planted({}, { more: (place) => ({ truth: { ...consistent, second: 0.4 }[place] }) });
  const [drop] = measureConsistency(known).filter(({ check }) => check === 'data-processing');
  expect(drop.trueDifference).toBeCloseTo(-0.6, 12);
  expect(drop.difference).toBeCloseTo(-0.5, 1);
  expect(drop.verdict).toBe('holds');
  expect(measureConsistency(planted())[0].trueDifference).toBeNull();
});

test('the figure has a panel a check and a mark with its interval a comparison, and can be drawn', async () => {
  const figure = selfConsistency({ id: 'a' });
  const records = [...planted(), ...planted({ image: 0.1 }, { more: () => ({ bound: 'mine-f' }) })];
  const drawn = figure.draw(records) as unknown as {
    vconcat: { data: { values: { verdict: Verdict; low: number }[] } }[];
  };
  expect(drawn.vconcat.map(({ data }) => data.values.length)).toEqual([2, 2, 2, 2]);
  expect(drawn.vconcat[3].data.values.map(({ verdict }) => verdict).sort()).toEqual(['fails', 'holds']);
  expect(JSON.stringify(drawn)).toContain('8 comparisons: 7 hold, 1 fail, 0 unresolved');
  expect(figure.draw([...records].reverse())).toEqual(drawn);
  expect(figure.draw([])).toBeNull();
  const { svg } = await drawFigure({ ...(drawn as unknown as JsonObject), config: lightConfig }, figure);
  expect(svg).toContain('<svg');
});
