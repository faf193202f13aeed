import type { GradientTransformation } from './gradient-transformation.ts';

/** Leaves updates as they are: plain gradient ascent. */
export const identity: GradientTransformation = {
  init: () => ({}),
  update: (update, state) => ({ update, state }),
};
