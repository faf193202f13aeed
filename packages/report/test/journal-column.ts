import { expect } from 'vitest';

/** CSS pixels, 96 to an inch, of so many millimetres of paper. */
const printed = (millimetres: number): number => (millimetres / 25.4) * 96;

/** A figure's pixels to one on paper: labels have 11, and print is legible from 6 points, 8 pixels. */
const enlarged = 11 / 8;

/** Pixels that a figure may be wide: in a journal's column (85 mm), and in two (180 mm). */
export const column = printed(85) * enlarged;
export const twoColumns = printed(180) * enlarged;

/** Of the smallest notes: about five points on paper. */
const smallest = 9;

export const widthOf = (svg: string): number => Number(/width="([\d.]+)"/.exec(svg)?.[1]);

/** Expects a figure as Vega draws it, with its text as text, to be legible in a journal's column. */
export function expectLegible(svg: string): void {
  expect(widthOf(svg)).toBeLessThanOrEqual(column);
  const sizes = [...svg.matchAll(/font-size="([\d.]+)px"/g)].map(([, size]) => Number(size));
  expect(sizes.length).toBeGreaterThan(0);
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(smallest);
}
