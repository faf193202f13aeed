import type { Critic } from '@minebench/core';
import { keyFromSeed } from '@minebench/core';
import { initialParameters } from '../neural/parameter-layout.ts';

/** Number of trainable numbers of a critic for inputs of `dimX` and `dimY` numbers. */
export const parameterCount = (critic: Critic, dimX: number, dimY: number): number =>
  initialParameters(() => critic.init(keyFromSeed(0), dimX, dimY)).layout.total;
