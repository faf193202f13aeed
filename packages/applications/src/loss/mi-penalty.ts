import type { Bound, Critic } from '@minebench/core';
import { createMiTerm } from './create-mi-term.ts';
import type { MiTerm, MiTermOptions } from './mi-term.ts';

/**
 * A penalty on I(X;Y): +weight * I. A model that minimises it removes from one tensor what the other knows (the information bottleneck of Belghazi et al. 2018,
 * section 5.3; a nuisance variable). The two gradients of a step oppose each other: the model descends what the critic climbs. A critic that lags
 * behind reads too little, and the model then hides the information from it instead of removing it: give it the larger learning rate, or several updates a step.
 */
export const miPenalty = (bound: Bound, critic: Critic, options: MiTermOptions): MiTerm =>
  createMiTerm(1, bound, critic, options);
