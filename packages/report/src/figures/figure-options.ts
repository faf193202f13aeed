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
