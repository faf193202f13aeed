import type { LecturePage } from '../site/page.ts';
import { fDivergences } from './f-divergences.ts';
import { mutualInformation } from './mutual-information.ts';
import { whyTheLogMatters } from './why-the-log-matters.ts';

/** The pages in their order. */
export const pages: readonly LecturePage[] = [mutualInformation, whyTheLogMatters, fDivergences];
