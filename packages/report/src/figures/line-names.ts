import type { JsonObject } from '@minebench/core';
import type { Appearance } from '../theme/palette.ts';

/** Where a line ends, in pixels from the upper left corner of its panel, and what it is called. */
export interface LineEnd {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** Of the line and, where it has marks, of these; the truth's where absent. */
  readonly look?: Pick<Appearance, 'color'> & Partial<Appearance>;
}

/** Of a line of text, in pixels. */
const lineHeight = 14;

/**
 * Places at least `least` apart, in the order of the wanted ones and as near to them as can be in squares: neighbours that would touch share their
 * displacement.
 */
export function apart(wanted: readonly number[], least: number): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a] - wanted[b] || a - b);
  // less their ranks' distances the places are merely to be non-decreasing, which pooled means of neighbours are
  const pools: { total: number; count: number }[] = [];
  for (const [rank, index] of order.entries()) {
    let pool = { total: wanted[index] - rank * least, count: 1 };
    for (let before = pools.at(-1); before && before.total / before.count > pool.total / pool.count; ) {
      pool = { total: before.total + pool.total, count: before.count + pool.count };
      pools.pop();
      before = pools.at(-1);
    }
    pools.push(pool);
  }
  const levels = pools.flatMap(({ total, count }) => Array.from({ length: count }, () => total / count));
  const placed = new Array<number>(wanted.length);
  for (const [rank, index] of order.entries()) placed[index] = levels[rank] + rank * least;
  return placed;
}

/** How far along an axis of `length` pixels a value lies, on a scale as Vega-Lite takes it: linear, logarithmic or symmetrically so. */
export function pixelsAlong(scale: JsonObject, length: number): (value: number) => number {
  const { type = 'linear', constant = 1 } = scale as { readonly type?: string; readonly constant?: number };
  const measure = (value: number): number => {
    if (type === 'log') return Math.log(value);
    return type === 'symlog' ? Math.sign(value) * Math.log1p(Math.abs(value / constant)) : value;
  };
  const [low, high] = (scale.domain as readonly number[]).map(measure);
  return (value) => (length * (measure(value) - low)) / (high - low);
}

/** Whether names are short and few enough to stand beside their lines; others take a legend. */
export const standBeside = (names: readonly string[]): boolean =>
  names.length <= 6 && names.every((name) => name.length <= 9);

const bare = { values: [{}] };

/** Each line's name to the right of its panel, in its colour and after its mark, as near the line's end as its neighbours allow; a dotted line leads there where it is not beside it. */
export function lineNames(ends: readonly LineEnd[], width: number): JsonObject[] {
  const places = apart(
    ends.map(({ y }) => y),
    lineHeight,
  );
  const start = width + 5;
  return ends.flatMap(({ name, x, y, look }, index) => {
    const at = places[index];
    const there = { x: { value: start }, y: { value: at } };
    const ink = look === undefined ? { style: 'truthLabel' } : { color: look.color, fontWeight: 'bold' };
    const led = width - x > 30 || Math.abs(at - y) > 3;
    const marked = look?.shape !== undefined;
    return [
      ...(led ? [leader([x + 5, y], [start, at])] : []),
      ...(marked ? [{ data: bare, mark: { ...point, xOffset: 6, ...look }, encoding: there }] : []),
      { data: bare, mark: { ...text, dx: marked ? 15 : 3, ...ink }, encoding: { ...there, text: { value: name } } },
    ] as JsonObject[];
  });
}

const text = { type: 'text', align: 'left', baseline: 'middle' };
const point = { type: 'point', style: 'lineEnd', filled: true };

const leader = ([x, y]: readonly [number, number], [x2, y2]: readonly [number, number]): JsonObject => ({
  data: bare,
  mark: { type: 'rule', style: 'leader' },
  encoding: { x: { value: x }, y: { value: y }, x2: { value: x2 }, y2: { value: y2 } },
});
