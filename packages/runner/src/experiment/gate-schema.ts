import type { Gate } from '@minebench/core';
import { z } from 'zod';

/** A gate as an experiment states it: what it leaves out has a default. */
export type GateDefinition = Partial<Omit<Gate, 'margins'>> & { readonly margins?: Partial<Gate['margins']> };

const nats = (fallback: number) => z.number('give nats').min(0, 'give nats of at least 0').default(fallback);
const factor = (fallback: number) => z.number('give a factor').min(1, 'give a factor of at least 1').default(fallback);
const chance = (fallback: number) =>
  z
    .number('give a chance in (0, 0.5)')
    .gt(0, 'give a chance in (0, 0.5)')
    .lt(0.5, 'give a chance in (0, 0.5)')
    .default(fallback);

const looks = 'give numbers of seeds that grow, as in [3, 6]';

export const gateSchema = z
  .strictObject(
    {
      margins: z
        .strictObject({
          bias: nats(0.1),
          standardDeviation: nats(0.1),
          failureRate: z
            .number('give a share')
            .min(0, 'give a share in [0, 1)')
            .lt(1, 'give a share in [0, 1)')
            .default(0.2),
          compute: factor(1.5),
          time: factor(2),
        })
        .prefault({}),
      looks: z
        .array(z.int(looks).min(2, looks), looks)
        .min(1, looks)
        .refine((list) => list.every((seeds, index) => index === 0 || seeds > list[index - 1]), looks)
        .optional(),
      alarmLevel: chance(0.01),
      passLevel: chance(0.05),
      unresolved: z.enum(['pass', 'fail'], 'give pass or fail').default('pass'),
    },
    'give an object, as in { margins: { bias: 0.1 } }',
  )
  .prefault({});
