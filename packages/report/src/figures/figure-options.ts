import type { Figure } from '@minebench/core';
import type { Where } from '../rows/where.ts';

/** What every figure factory takes. */
export interface FigureOptions {
  /** File name stem, unique in its experiment. */
  readonly id: string;
  readonly title?: string;
  readonly caption?: string;
  readonly alt?: string;
  /** Which estimates it shows; all of them where absent. */
  readonly where?: Where;
}

/** A figure's id and texts: its options' own, or else the factory's. */
export const figureHead = (
  options: Omit<FigureOptions, 'where'>,
  texts: Pick<Figure, 'title' | 'caption' | 'alt'>,
): Pick<Figure, 'id' | 'title' | 'caption' | 'alt'> => ({
  id: options.id,
  title: options.title ?? texts.title,
  caption: options.caption ?? texts.caption,
  alt: options.alt ?? texts.alt,
});
