import type { JsonObject, Task } from '@minebench/core';
import { z } from 'zod';

/** A number as records hold it: null where it was not finite. */
export const recorded = z.number().nullable();

/** What every result tells of its task. */
export const taskFacts = {
  truth: z.looseObject({ nats: recorded, method: z.string() }),
  dimX: z.number(),
  dimY: z.number(),
};

/** A result's facts of its task. */
export const factsOfTask = ({ mi, dimX, dimY }: Task): JsonObject => ({
  truth: {
    nats: mi.nats,
    method: mi.method,
    ...(mi.standardError === undefined ? {} : { standardError: mi.standardError }),
  },
  dimX,
  dimY,
});
