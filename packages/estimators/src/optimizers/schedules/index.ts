import { z } from 'zod';
import { constant, constantOptions } from './constant.ts';
import { cosine, cosineOptions } from './cosine.ts';
import { exponential, exponentialOptions } from './exponential.ts';
import type { Schedule } from './schedule.ts';
import { steps } from './steps.ts';
import { warmUp } from './warm-up.ts';

const known = 'give { id } of constant, exponential, cosine or warm-up';
const plain = z.discriminatedUnion('id', [constantOptions, exponentialOptions, cosineOptions], known);

/** `{ id, ...options }`; a warm-up is followed by `followedBy`, one of the others. */
export const scheduleOptions = z.discriminatedUnion(
  'id',
  [
    constantOptions,
    exponentialOptions,
    cosineOptions,
    z.strictObject({
      id: z.literal('warm-up'),
      steps,
      followedBy: plain.default({ id: 'constant' }),
    }),
  ],
  known,
);

export type ScheduleOptions = z.infer<typeof scheduleOptions>;

export function createSchedule(options: ScheduleOptions): Schedule {
  switch (options.id) {
    case 'constant':
      return constant;
    case 'exponential':
      return exponential(options);
    case 'cosine':
      return cosine(options);
    case 'warm-up':
      return warmUp(options.steps, createSchedule(options.followedBy));
  }
}
