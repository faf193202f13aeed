import { type Critic, createRegistry } from '@minebench/core';
import { jointMlp } from './joint-mlp.ts';
import { separableMlp } from './separable-mlp.ts';

/** Critics by name. */
export const critics = createRegistry<Critic>('critic', [jointMlp, separableMlp]);
