import type { Bound, Critic } from '@minebench/core';
import { createMiTerm } from './create-mi-term.ts';
import type { MiTerm, MiTermOptions } from './mi-term.ts';

/**
 * A loss that falls as I(X;Y) grows: -weight * I. A model that minimises it maximises the information between two of its tensors (Linsker's InfoMax; the GAN of
 * Belghazi et al. 2018, section 5.1). Model and critic climb the same objective, each with its own optimiser: a joint step of both.
 */
export const miLoss = (bound: Bound, critic: Critic, options: MiTermOptions): MiTerm =>
  createMiTerm(-1, bound, critic, options);
