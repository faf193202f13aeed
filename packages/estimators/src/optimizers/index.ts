import { createRegistry, type Optimizer } from '@minebench/core';
import { adam } from './adam.ts';
import { sgd } from './sgd.ts';

/** Optimisers by name. */
export const optimizers = createRegistry<Optimizer>('optimizer', [adam, sgd]);
