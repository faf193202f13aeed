import type { Procedure } from '@minebench/core';
import { estimate } from './estimate.ts';
import { oracle } from './oracle.ts';

/** The runner's own procedures: workers find them without loading the experiment file. */
export const ownProcedures: readonly Procedure[] = [estimate, oracle];

export const isOwnProcedure = (procedure: Procedure): boolean => ownProcedures.includes(procedure);
