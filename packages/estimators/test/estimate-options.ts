import { type CompletedEstimate, type Estimate, type EstimateOptions, keyFromSeed } from '@minebench/core';
import { engines } from '@minebench/engine';
import { freshReferences, protocol, shiftByOne } from './gaussian-split.ts';

/** Options of an estimate with independent held-out references; deranged ones in training. */
export const estimateOptions = (changes: Partial<EstimateOptions> = {}): EstimateOptions => {
  const regime = changes.protocol ?? protocol();
  return {
    engine: engines.create('ort:cpu'),
    protocol: regime,
    batchSize: 128,
    references: shiftByOne(changes.batchSize ?? 128),
    selectionReferences: freshReferences(regime.selectionReferences),
    evaluationReferences: freshReferences(regime.evaluationReferences),
    initKey: keyFromSeed(1),
    ...changes,
  };
};

/** What an estimate came to, where it was completed. */
export async function completed(run: Promise<Estimate>): Promise<CompletedEstimate> {
  const result = await run;
  if (result.status !== 'completed') throw new Error(`expected a completed estimate, got ${JSON.stringify(result)}`);
  return result;
}
