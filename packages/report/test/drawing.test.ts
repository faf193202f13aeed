import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { CellRecord, Figure, JsonObject } from '@minebench/core';
import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { biasAndVariance, convergenceCurves, identityGate, miAgainstRho, surfaces } from '../src/index.ts';
import { compactSvg } from '../src/render/compact-svg.ts';
import { drawFigure } from '../src/render/draw-figure.ts';
import { setTextsAside } from '../src/render/outline-text.ts';
import { relativePath } from '../src/render/relative-path.ts';
import { readFont } from '../src/render/true-type.ts';
import { vegaSvg } from '../src/render/vega-svg.ts';
import { lightConfig } from '../src/theme/config.ts';
import { expectLegible } from './journal-column.ts';
import { oracleRecords, quickstartRecords, rhoRecords, sweepRecords, threeDimensions } from './sample-records.ts';

const require = createRequire(import.meta.url);

const fontFile = (face: string): string => require.resolve(`dejavu-fonts-ttf/ttf/${face}.ttf`);

/** The rasteriser with fonts and shaping of its own: what our outlines are held to. */
const fonts = {
  loadSystemFonts: false,
  fontFiles: ['DejaVuSans', 'DejaVuSans-Bold', 'DejaVuSans-Oblique'].map(fontFile),
  defaultFontFamily: 'DejaVu Sans',
};

const themed = (figure: Figure, records: readonly CellRecord[]): JsonObject => ({
  ...figure.draw(records),
  config: lightConfig,
});

const figures: [string, Figure, readonly CellRecord[]][] = [
  ['miAgainstRho', miAgainstRho({ id: 'a', tolerance: { absolute: 0.05, relative: 0.1 } }), rhoRecords],
  ['biasAndVariance', biasAndVariance({ id: 'a' }), rhoRecords],
  ['biasAndVariance of a sweep', biasAndVariance({ id: 'a' }), sweepRecords],
  ['convergenceCurves', convergenceCurves({ id: 'a' }), quickstartRecords],
  ['surfaces', surfaces({ id: 'a' }), sweepRecords],
  ['identityGate', identityGate({ id: 'a' }), oracleRecords],
];

// drawing throws on every warning of Vega-Lite, so that each of these is also a test that there is none
describe.each(figures)('%s', (_, figure, records) => {
  test('is drawn under 300 kB, with outlined text and the same bytes again', async () => {
    const once = await drawFigure(themed(figure, records), figure);
    const again = await drawFigure(themed(figure, [...records].reverse()), figure);
    expect(once.svg.length).toBeLessThan(300_000);
    expect(once.svg).not.toContain('<text');
    expect(once.svg).toContain('role="img"');
    expect(again.svg).toBe(once.svg);
    expect(again.png.equals(once.png)).toBe(true);
  });
});

test.each([
  ['miAgainstRho', miAgainstRho({ id: 'a' }), quickstartRecords],
  ['biasAndVariance', biasAndVariance({ id: 'a' }), quickstartRecords],
  ['biasAndVariance of a sweep', biasAndVariance({ id: 'a', where: { batchSize: 128 } }), sweepRecords],
  ['biasAndVariance of three dimensions', biasAndVariance({ id: 'a' }), threeDimensions],
  ['identityGate', identityGate({ id: 'a' }), oracleRecords],
  ['convergenceCurves', convergenceCurves({ id: 'a' }), quickstartRecords],
  ['surfaces', surfaces({ id: 'a' }), sweepRecords],
])("%s is legible at the width of a journal's column", async (_, figure, records) => {
  expectLegible(await vegaSvg(themed(figure, records)));
});

test('the PNG differs from one drawn without fonts: its labels are there', async () => {
  const specification = themed(identityGate({ id: 'a' }), oracleRecords);
  const { png } = await drawFigure(specification, { title: 't', alt: 'a' });
  const bare = new Resvg(await vegaSvg(specification), {
    font: { loadSystemFonts: false },
    fitTo: { mode: 'zoom', value: 2 },
    background: '#FFFFFF',
  });
  expect(png.equals(bare.render().asPng())).toBe(false);
});

const inSvg = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="260" viewBox="0 0 600 260"><rect width="600" height="260" fill="#fff"/>${inside}</svg>`;

const outlined = (inside: string): string => {
  const texts = setTextsAside(inSvg(inside));
  return texts.restore(compactSvg(new Resvg(texts.svg, { font: { loadSystemFonts: false } }).toString()));
};

test('every character that figures use is in the font: none is drawn as the box of an unknown one', () => {
  for (const face of ['DejaVuSans', 'DejaVuSans-Bold']) {
    const font = readFont(readFileSync(fontFile(face)));
    expect(font.glyphs('\u{e123}\u{1f600}')).toEqual([0, 0]);
    for (const character of 'ρσ≤−×▲▼±…ᵗ⁻¹²·✓✗') expect(font.glyphs(character), character).not.toContain(0);
  }
});

test('outlined text lies where the rasteriser puts the same text: size, weight, slant, anchor, turn, lines, entities', () => {
  // Bold and oblique faces, accents (glyphs made of others), a curve that begins at a control point; pairs that the rasteriser would kern are left out.
  const live = [
    '<text font-family="DejaVu Sans" font-size="30px" fill="#102030" transform="translate(10,40)">n = 100 &amp; ρ &lt; ½, é</text>',
    '<text font-family="DejaVu Sans" font-size="24px" font-weight="bold" text-anchor="middle" fill="#1A1A1A" transform="translate(300,90)">bold 8g</text>',
    '<text font-family="DejaVu Sans" font-size="24px" font-style="italic" text-anchor="end" fill="#1A1A1A" transform="translate(590,140)">slanted</text>',
    '<text font-family="DejaVu Sans" font-size="20px" fill="#1A1A1A" opacity="0.5" transform="translate(40,250) rotate(-90) translate(0,-3)">turned</text>',
    '<text font-family="DejaVu Sans" font-size="18px" fill="#1A1A1A" transform="translate(120,180)"><tspan>one</tspan><tspan x="0" dy="24">two</tspan></text>',
  ];
  for (const text of [...live, live.join('')]) {
    const pixels = (svg: string, font: object) => new Resvg(svg, { font }).render().pixels;
    const theirs = pixels(inSvg(text), fonts);
    const ours = pixels(outlined(text), { loadSystemFonts: false });
    const blank = pixels(inSvg(''), {});
    // A glyph off by a pixel would leave hundreds of pixels far apart; rounding to a thousandth of an em moves an edge by a fiftieth of one.
    const far = (a: Uint8Array, b: Uint8Array) =>
      a.reduce((count, value, at) => count + (Math.abs(value - b[at]) > 64 ? 1 : 0), 0);
    expect(far(theirs, blank)).toBeGreaterThan(500);
    expect(far(ours, theirs), text).toBeLessThan(6);
  }
});

test('a glyph is outlined once, however often it is drawn', () => {
  const label = (y: number) => `<text font-size="12px" transform="translate(5,${y})">aaab</text>`;
  const svg = outlined(label(20) + label(50) + label(80));
  expect(svg.match(/<path id="g\w+"/g)).toHaveLength(2);
  expect(outlined('<text font-size="12px" opacity="0">hidden</text>')).not.toContain('<path id=');
});

test('a figure loads nothing: data by address is refused', async () => {
  const specification = {
    data: { url: 'data.csv' },
    mark: 'point',
    encoding: { x: { field: 'a', type: 'quantitative' } },
  };
  await expect(vegaSvg({ ...specification, config: lightConfig })).rejects.toThrow(/data is inline/);
});

test('ids of clip paths begin anew with every drawing', async () => {
  const clipped = {
    data: { values: [{ a: 1 }, { a: 2 }] },
    mark: { type: 'line', clip: true },
    encoding: { x: { field: 'a', type: 'quantitative' }, y: { field: 'a', type: 'quantitative' } },
    config: lightConfig,
  };
  const once = await vegaSvg(clipped);
  expect(once).toContain('clip-path');
  expect(await vegaSvg(clipped)).toBe(once);
});

test('layout knows the true widths of texts: a drawing is as wide as its widest line', async () => {
  const text = 'iiiiiiiiiiiiiiiiiiii';
  const svg = await vegaSvg({
    data: { values: [{}] },
    width: 10,
    mark: { type: 'text', align: 'left', fontSize: 100 },
    encoding: { x: { value: 0 }, text: { value: text } },
    config: { ...lightConfig, padding: 0 },
  });
  const width = Number(svg.match(/width="(\d+)"/)?.[1]);
  const metrics = readFont(readFileSync(fontFile('DejaVuSans')));
  expect(Math.abs(width - 100 * metrics.width(text))).toBeLessThan(3);
});

test('a compacted drawing looks like the drawing: no pixel differs by more than its edge', async () => {
  const live = await vegaSvg(themed(miAgainstRho({ id: 'a' }), quickstartRecords));
  const full = new Resvg(live, { font: fonts }).toString();
  const compact = compactSvg(full);
  const pixels = (svg: string) => new Resvg(svg, { font: { loadSystemFonts: false } }).render().pixels;
  const [before, after] = [pixels(full), pixels(compact)];
  expect(compact.length).toBeLessThan(full.length / 2);
  expect(after.length).toBe(before.length);
  // coordinates move by up to a hundredth of a pixel, which changes the shade of an edge a little and nothing else
  let far = 0;
  for (let index = 0; index < before.length; index++) if (Math.abs(before[index] - after[index]) > 96) far++;
  expect(far).toBe(0);
});

test('law: of any nest of groups every path is left, and every group that is opened is closed', () => {
  const { drawing } = fc.letrec<{ drawing: string }>((tie) => ({
    drawing: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('<path d="M 1 2 L 3 4"/>', '<g/>', '<g opacity="0.5"/>'),
      fc
        .tuple(fc.constantFrom('<g>', '<g opacity="0.5">'), fc.array(tie('drawing'), { maxLength: 3 }))
        .map(([open, inside]) => `${open}${inside.join('')}</g>`),
    ),
  }));
  const countOf = (svg: string, tag: RegExp) => svg.match(tag)?.length ?? 0;
  fc.assert(
    fc.property(drawing, (inside) => {
      const compact = compactSvg(`<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`);
      expect(countOf(compact, /<path/g)).toBe(countOf(inside, /<path/g));
      expect(countOf(compact, /<g[ >]/g)).toBe(countOf(compact, /<\/g>/g));
    }),
    { seed: 1, numRuns: 200 },
  );
});

test('law: a relative path visits the points of the absolute one, to a hundredth', () => {
  const hundredth = fc.integer({ min: -99_999, max: 99_999 });
  const point = fc.tuple(hundredth, hundredth);
  const segment = fc.oneof(
    fc.tuple(fc.constantFrom('M', 'L'), fc.tuple(point)),
    fc.tuple(fc.constant('Q'), fc.tuple(point, point)),
    fc.tuple(fc.constant('C'), fc.tuple(point, point, point)),
  );
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 12 }), (segments) => {
      const expected = segments.flatMap(([, points]) => points);
      const absolute = segments
        .map(
          ([command, points]) =>
            `${command} ${points
              .flat()
              .map((n) => n / 100)
              .join(' ')}`,
        )
        .join(' ');
      expect(pointsOf(relativePath(absolute))).toEqual(expected);
    }),
  );
});

/** Points that relative path data visits, in hundredths. */
function pointsOf(data: string): [number, number][] {
  const size: Record<string, number> = { m: 1, l: 1, q: 2, c: 3 };
  const points: [number, number][] = [];
  let at: [number, number] = [0, 0];
  for (const [, command, body] of data.matchAll(/([mlqc])([^mlqcz]*)/g)) {
    const numbers = (body.match(/-?(?:\d+\.\d*|\.\d+|\d+)/g) ?? []).map((text) => Math.round(100 * Number(text)));
    for (let index = 0; index < numbers.length; index += 2 * size[command]) {
      const origin = at;
      for (let k = 0; k < size[command]; k++) {
        at = [origin[0] + numbers[index + 2 * k], origin[1] + numbers[index + 2 * k + 1]];
        points.push(at);
      }
    }
  }
  return points;
}

test('a closed path goes on from where it began; unknown commands leave the data alone', () => {
  expect(relativePath('M 10 10 L 20 10 Z L 10 30')).toBe('m10 10l10 0zl0 20');
  expect(relativePath('M 0 0 A 1 1 0 0 0 2 2')).toBe('M 0 0 A 1 1 0 0 0 2 2');
});

test('text widths are those that the rasteriser draws', () => {
  const metrics = readFont(readFileSync(fontFile('DejaVuSans')));
  const text = 'MINE−f, ρ = 0.35';
  const box = new Resvg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="200"><text x="0" y="100" font-family="DejaVu Sans" font-size="100">${text}</text></svg>`,
    { font: fonts },
  ).getBBox();
  // the box is of the ink, which lacks the side bearings of the first and last letter
  expect(Math.abs(100 * metrics.width(text) - (box?.width ?? 0))).toBeLessThan(30);
});
