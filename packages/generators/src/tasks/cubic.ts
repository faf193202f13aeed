import { entry } from '@minebench/core';
import { cubic } from '../transforms/cubic.ts';
import { gaussianOf, gaussianOptions } from './gaussian.ts';

export const cubicTask = entry({
  id: 'cubic',
  summary: 'componentwise correlated Gaussians with Y cubed: the harder half of the staircase',
  options: gaussianOptions,
  create: (options) => cubic(gaussianOf(options)),
  example: { dimension: 20, mi: 4 },
});
