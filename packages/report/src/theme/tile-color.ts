import { divergingRange, sequentialRange } from './palette.ts';

/** Three colours over [-limit, limit] or [0, limit], mixed in RGB, so that what is computed here is what is drawn. */
export interface TileScale {
  readonly domain: readonly [number, number, number];
  readonly range: readonly [string, string, string];
}

/** Zero in the middle. */
export const divergingScale = (limit: number): TileScale => ({ domain: [-limit, 0, limit], range: divergingRange });

export const sequentialScale = (limit: number): TileScale => ({
  domain: [0, limit / 2, limit],
  range: sequentialRange,
});

const channels = (color: string): number[] => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));

/** The colour of a value as `[red, green, blue]` in 0..255; values beyond the domain take the last colour. */
export function tileColor(value: number, { domain, range }: TileScale): number[] {
  const [low, middle, high] = domain;
  const [from, to, share] =
    value < middle
      ? [range[0], range[1], (Math.max(value, low) - low) / (middle - low)]
      : [range[1], range[2], (Math.min(value, high) - middle) / (high - middle)];
  const end = channels(to);
  return channels(from).map((start, index) => Math.round(start + share * (end[index] - start)));
}

/** Relative luminance of an sRGB colour: W3C, Web Content Accessibility Guidelines 2.2, section 8. */
function luminance(color: readonly number[]): number {
  const [red, green, blue] = color.map((channel) => {
    const level = channel / 255;
    return level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours, from 1 to 21; text wants 4.5. */
export function contrast(a: readonly number[], b: readonly number[]): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((left, right) => right - left);
  return (light + 0.05) / (dark + 0.05);
}

const white = [255, 255, 255] as const;
const black = [0, 0, 0] as const;

/** White or black, whichever stands out more from the tile; the better of the two always has a contrast above 4.5. */
export const inkOn = (color: readonly number[]): 'white' | 'black' =>
  contrast(color, white) > contrast(color, black) ? 'white' : 'black';
