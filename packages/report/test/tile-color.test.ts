import type { CellRecord } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import { surfaces } from '../src/index.ts';
import { vegaSvg } from '../src/render/vega-svg.ts';
import { lightConfig } from '../src/theme/config.ts';
import { contrast, divergingScale, inkOn, sequentialScale, tileColor } from '../src/theme/tile-color.ts';
import { estimateRecord } from './build-records.ts';

const inks = { white: [255, 255, 255], black: [0, 0, 0] };

test('contrast of black on white is 21, of a colour on itself 1', () => {
  expect(contrast(inks.black, inks.white)).toBeCloseTo(21, 12);
  expect(contrast([10, 20, 30], [10, 20, 30])).toBe(1);
});

describe.each([
  ['bias', divergingScale(0.4)],
  ['standard deviation', sequentialScale(0.4)],
])('%s', (_, scale) => {
  const values = Array.from({ length: 201 }, (_, k) => -0.5 + 0.005 * k);

  test('the text of every tile has a contrast of 4.5 or more, that of small print', () => {
    for (const value of values) {
      const color = tileColor(value, scale);
      expect(contrast(color, inks[inkOn(color)])).toBeGreaterThan(4.5);
    }
  });

  test('the ends and the middle have the colours of the range, and so has what lies beyond', () => {
    const hex = (value: number) =>
      `#${tileColor(value, scale)
        .map((channel) => channel.toString(16).padStart(2, '0'))
        .join('')}`.toUpperCase();
    expect(scale.domain.map(hex)).toEqual(scale.range.map((color) => color.toUpperCase()));
    expect(hex(9)).toBe(hex(0.4));
  });
});

/** Five replicates about `center`, spread by `spread`. */
const tile = (batchSize: number, size: number, center: number, spread: number): CellRecord[] =>
  [-2, -1, 0, 1, 2].map((step, dataSeed) =>
    estimateRecord({
      truth: 1,
      batchSize,
      references: { mode: 'replace', pool: 'sample', size },
      dataSeed,
      nats: center + spread * step,
    }),
  );

// the biases differ beyond the third decimal only; the last tile sets the end of the scale
const nearlyEqual = [0.7002, 0.6998, 0.70004, 0.69996].flatMap((center, k) => tile(64, 2 ** k, center, 0.01));
const records = [...nearlyEqual, ...tile(64, 1024, 0.53, 0.02)];

interface Layer {
  readonly mark: { readonly type: string; readonly style?: string };
  readonly data: { readonly values: readonly Readonly<Record<string, number | string | null>>[] };
}

test('tiles that say the same number have the same colour and the same ink', () => {
  const panel = ((surfaces({ id: 'a' }).draw(records)?.concat ?? []) as unknown as { layer: Layer[] }[])[0];
  const equal = panel.layer
    .filter(({ mark }) => mark.type === 'text')
    .flatMap(({ mark, data }) =>
      data.values.filter(({ label }) => label === '−0.300').map(({ shown }) => `${mark.style} ${shown}`),
    );
  // number and interval of each of the four
  expect(equal).toHaveLength(8);
  expect(new Set(equal).size).toBe(1);
});

test('the colours are those that are drawn', async () => {
  const drawn = surfaces({ id: 'a' }).draw(records);
  const svg = await vegaSvg({ ...drawn, config: lightConfig });
  const fills = new Set(svg.match(/rgb\(\d+, \d+, \d+\)/g));
  const biases = [-0.3, -0.47].map((value) => `rgb(${tileColor(value, divergingScale(0.47)).join(', ')})`);
  for (const color of biases) expect(fills).toContain(color);
});
