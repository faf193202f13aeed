import type { Procedure } from '@minebench/core';
import { estimate } from './estimate.ts';
import { gradientBias } from './gradient-bias.ts';
import { minibatchOracle } from './minibatch-oracle.ts';
import { oracle } from './oracle.ts';
import { referenceLaw } from './reference-law.ts';
import { resampling } from './resampling.ts';
import { staircase } from './staircase.ts';

/** The runner's own procedures: workers find them without loading the experiment file. */
export const ownProcedures: readonly Procedure[] = [
  estimate,
  gradientBias,
  minibatchOracle,
  oracle,
  referenceLaw,
  resampling,
  staircase,
];

export const isOwnProcedure = (procedure: Procedure): boolean => ownProcedures.includes(procedure);
