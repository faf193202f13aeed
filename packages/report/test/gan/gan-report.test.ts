import type { CellRecord, JsonObject } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { ganCurves, ganDensities, ganSettings, modesKept } from '../../src/index.ts';
import { drawFigure } from '../../src/render/draw-figure.ts';
import { vegaSvg } from '../../src/render/vega-svg.ts';
import { lightConfig, vegaLiteSchema } from '../../src/theme/config.ts';
import { expectLegible } from '../journal-column.ts';

const COLLAPSED = 'the generator has collapsed: its points spread no further than those of one mode';

interface Run {
  readonly beta: number;
  readonly seed: number;
  readonly modes: number;
  readonly divergedAt?: number;
  /** Steps at which it is looked at, and its samples are kept, after the first. */
  readonly steps?: readonly number[];
}

/** A planted record: four modes, one of which has no point near it. */
const record = ({ beta, seed, modes, divergedAt, steps = [10, 20] }: Run): CellRecord =>
  ({
    schema: 1,
    cell: {
      procedure: 'gan',
      params: { data: { id: 'gaussians' }, beta },
      dataSeed: seed,
      initSeed: seed,
      engine: 'ort:cpu',
      protocol: { steps: steps.at(-1), lookEvery: steps[0], samples: 100, panels: steps.length },
      code: 'c',
    },
    result: {
      ...(divergedAt === undefined
        ? { status: 'completed' }
        : { status: 'diverged', step: divergedAt, reason: COLLAPSED }),
      modesOfData: 4,
      centers: [-1, -1, 1, -1, -1, 1, 1, 1],
      final: { modes, highQuality: 0.5, reverseKl: 0.1, information: 2, informationError: 0.1 },
      looks: {
        step: [0, ...steps],
        modes: [0, 1, ...steps.slice(1).map(() => modes)],
        highQuality: [0, 0.2, ...steps.slice(1).map(() => 0.5)],
        reverseKl: [1.4, 0.5, ...steps.slice(1).map(() => 0.1)],
        information: [0, 1, ...steps.slice(1).map(() => 2)],
      },
      panels: steps.map((step) => ({ step, points: [-1, -1, 1, -1, -1, 1, 0.9, -1.1] })),
    },
    provenance: {},
  }) as unknown as CellRecord;

const runs = (beta: number, modes: readonly number[]): CellRecord[] =>
  modes.map((count, seed) => record({ beta, seed, modes: count }));

describe('modes kept', () => {
  const claim = modesKept({ name: 'modes', reason: 'a law', least: 3, replicates: 3 });

  it.each([
    ['holds where the median is no lower, and high enough', [1, 2, 4], [3, 3, 1], 'holds'],
    ['fails where the median is lower', [4, 4, 1], [3, 3, 3], 'fails'],
    ['fails where it is too low', [0, 1, 1], [2, 2, 4], 'fails'],
    ['is unresolved with fewer runs than it asks for', [1, 2, 3], [4, 4], 'unresolved'],
  ] as const)('%s', (_, without, beside, verdict) => {
    expect(claim.check([...runs(0, without), ...runs(1, beside)]).verdict).toBe(verdict);
  });

  it('counts a run that diverged as one without modes', () => {
    const lost = [0, 1].map((seed) => record({ beta: 1, seed, modes: 4, divergedAt: 7 }));
    const { verdict, detail, comparisons } = claim.check([
      ...runs(0, [1, 1, 1]),
      ...lost,
      ...runs(1, [4, 4, 4]).slice(2),
    ]);
    expect(verdict).toBe('fails');
    expect(detail).toContain('(0, 0, 4)');
    const nothing = { highQuality: null, reverseKl: null, information: null, informationError: null };
    expect(comparisons).toContainEqual({ beta: 1, seed: 0, status: 'diverged at step 7', modes: 0, ...nothing });
  });
});

describe.each([
  ['densities along training', ganDensities({ id: 'a', show: 'training' })],
  ['densities of all seeds', ganDensities({ id: 'b', show: 'seeds' })],
  ['curves', ganCurves({ id: 'c' })],
  ['settings', ganSettings({ id: 'd', name: ({ dataSeed }) => `setting ${dataSeed}` })],
])('the figure of %s', (_, figure) => {
  const records = [
    ...runs(0, [1, 2]),
    record({ beta: 1, seed: 0, modes: 3 }),
    record({ beta: 1, seed: 1, modes: 0, divergedAt: 7 }),
  ];
  const drawn = figure.draw(records) as JsonObject;

  it('is drawn, and says which run diverged and when', async () => {
    const specification = { $schema: vegaLiteSchema, ...drawn, config: lightConfig };
    const { svg } = await drawFigure(specification, figure);
    expect(svg).toContain('<path');
    // Lines for itself: reasons in one would widen the figure.
    const { subtitle } = drawn.title as { subtitle: string[] };
    expect(subtitle.slice(1).join(' ')).toBe(`β = 1, seed 1 diverged at step 7: ${COLLAPSED}`);
  });

  it('is not drawn without records of its procedure', () => {
    expect(figure.draw([])).toBeNull();
    const other = { ...records[0], cell: { ...records[0].cell, procedure: 'estimate' } };
    expect(figure.draw([other])).toBeNull();
  });
});

describe("legible at the width of a journal's column", () => {
  // as many seeds and panels, and as long numbers and names, as the committed reports have
  const records = [0, 1].flatMap((beta) =>
    [4, 4, 4, 4, 4].map((modes, seed) =>
      record({
        beta,
        seed,
        modes,
        steps: [14_400, 28_800, 43_200, 57_600],
        ...(seed === 0 ? { divergedAt: 57_599 } : {}),
      }),
    ),
  );
  const settings = [
    'the base: 9600 alternations',
    'discriminator, critic × 2',
    'generator × 0.3, discriminator, critic × 3',
    'noise of 8 dimensions',
    '6 times as long',
  ];

  it.each([
    ['densities along training', ganDensities({ id: 'a', show: 'training' })],
    ['densities of all seeds', ganDensities({ id: 'b', show: 'seeds' })],
    ['curves', ganCurves({ id: 'c' })],
    ['settings', ganSettings({ id: 'd', name: ({ dataSeed }) => settings[dataSeed], wanted: 3 })],
  ])('%s', async (_, figure) => {
    expectLegible(await vegaSvg({ ...figure.draw(records), config: lightConfig }));
  });
});

/** What a panel has written about it, line by line. */
const written = (panel: {
  readonly layer: readonly { readonly encoding: { readonly text?: { readonly value: string } } }[];
}) => panel.layer.flatMap(({ encoding: { text } }) => (text ? [text.value] : []));

it('a panel says what was counted on the sample that it shows', () => {
  const drawn = ganDensities({ id: 'a', show: 'training' }).draw([
    record({ beta: 0, seed: 0, modes: 2, divergedAt: 21 }),
  ]);
  const [row] = (drawn as unknown as { vconcat: { hconcat: Parameters<typeof written>[0][] }[] }).vconcat;
  expect(row.hconcat.map(written)).toEqual([
    ['β = 0', 'step 10', '1/4 modes', '20% near', 'diverged'],
    ['step 20', '2/4 modes', '50% near', 'diverged'],
  ]);
});

it('the median of the curves goes on over the runs that are left, and the caption says so', () => {
  const figure = ganCurves({ id: 'c' });
  const cut = record({ beta: 1, seed: 2, modes: 4, divergedAt: 7, steps: [] });
  const drawn = figure.draw([...runs(1, [1, 3]), cut]) as unknown as {
    concat: { layer: { data: { values: { step: number; value: number }[] } }[] }[];
  };
  expect(drawn.concat[0].layer[1].data.values.at(-1)).toMatchObject({ step: 20, value: 2 });
  expect(figure.caption).toContain('once a run has diverged over those that are left');
  // A bound on a finite sample is a reading (McAllester and Stratos 2018).
  expect(figure.caption).toContain('the critic reads');
  expect(figure.caption).not.toContain('the critic can certify');
});

it.each([
  ['failed', { result: { status: 'failed', reason: 'no memory' } }],
  ['diverged', record({ beta: 1, seed: 0, modes: 2, divergedAt: 21 })],
])('the training of the first seed that completed is shown where one before it %s, and which', (_, lost) => {
  const first = { ...record({ beta: 1, seed: 0, modes: 2 }), ...lost } as CellRecord;
  const drawn = ganDensities({ id: 'a', show: 'training' }).draw([
    ...runs(0, [1]),
    first,
    ...runs(1, [2, 3, 4]).slice(1),
  ]);
  const { title, vconcat } = drawn as unknown as {
    title: { subtitle: string[] };
    vconcat: { hconcat: Parameters<typeof written>[0][] }[];
  };
  expect(vconcat.map(({ hconcat }) => written(hconcat[0])[0])).toEqual(['β = 0', 'β = 1']);
  expect(written(vconcat[1].hconcat[1])).toContain('3/4 modes');
  expect(title.subtitle.at(-1)).toBe('β = 1: seed 1, the first that completed');
});

it('settings stand in the order that was asked for, and a run that diverged has no modes and no share of samples', () => {
  const figure = ganSettings({ id: 'a', name: ({ dataSeed }) => `setting ${dataSeed}`, order: ['setting 2', 'none'] });
  const drawn = figure.draw([...runs(1, [1, 2]), record({ beta: 1, seed: 2, modes: 3, divergedAt: 7 })]);
  const [modes, shares] = (drawn as { hconcat: { layer: { data: { values: object[] } }[] }[] }).hconcat;
  const [{ encoding }] = modes.layer as unknown as { encoding: { y: { scale: { domain: string[] } } } }[];
  expect(encoding.y.scale.domain).toEqual(['setting 2', 'setting 0', 'setting 1']);
  const lost = { setting: 'setting 2', beta: 'β = 1', seed: 2 };
  expect(modes.layer[0].data.values).toContainEqual({ ...lost, value: 0 });
  expect(shares.layer[0].data.values).toContainEqual({ ...lost, value: null });
});
