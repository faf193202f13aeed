import { z } from 'zod';
import type { Schedule } from './schedule.ts';

export const constantOptions = z.strictObject({ id: z.literal('constant') });

/** 1 at every step. */
export const constant: Schedule = () => 1;
