import { z } from 'zod';

const naturalText = (least: number) => `give an integer of at least ${least}`;

/** A whole number of at least `least`. */
export const wholeNumber = (least: number): z.ZodType<number> =>
  z.int(naturalText(least)).min(least, naturalText(least));
