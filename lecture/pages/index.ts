import type { LecturePage } from '../site/page.ts';
import { algorithm } from './algorithm.ts';
import { consistency } from './consistency.ts';
import { fDivergences } from './f-divergences.ts';
import { gradientBias } from './gradient-bias.ts';
import { mutualInformation } from './mutual-information.ts';
import { resampling } from './resampling.ts';
import { whyTheLogMatters } from './why-the-log-matters.ts';

/** The pages in their order. */
export const pages: readonly LecturePage[] = [
  mutualInformation,
  whyTheLogMatters,
  fDivergences,
  resampling,
  algorithm,
  gradientBias,
  consistency,
];
