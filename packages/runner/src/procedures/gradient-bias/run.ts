import { type Cell, type CellResult, keyFromSeed } from '@minebench/core';
import { type GradientBiasPlan, measureGradientBias } from './measure.ts';

/** Runs one gradient-bias cell: `{ bias: { controlled, plain } }`, each a mean and its standard error. */
export const runGradientBias = async ({ params, dataSeed }: Cell): Promise<CellResult> => {
  const bias = measureGradientBias(params as unknown as GradientBiasPlan, keyFromSeed(dataSeed));
  return { status: 'completed', bias } as unknown as CellResult;
};
