import { z } from 'zod';

const advice = 'give a positive whole number';

/** A width, a length, a count. */
export const positiveInteger = z.number(advice).int(advice).positive(advice);
