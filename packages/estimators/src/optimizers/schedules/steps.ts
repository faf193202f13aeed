import { z } from 'zod';

const positive = 'give a positive whole number';

/** How many steps a part of a schedule takes. */
export const steps = z.int(positive).min(1, positive);
