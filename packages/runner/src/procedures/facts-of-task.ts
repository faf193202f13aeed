import { z } from 'zod';

/** A number as records hold it: null where it was not finite. */
export const recorded = z.number().nullable();

/** What every result tells of its task. */
export const taskFacts = {
  truth: z.looseObject({ nats: recorded, method: z.string() }),
  dimX: z.number(),
  dimY: z.number(),
};
