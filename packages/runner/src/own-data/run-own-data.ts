import { type CurvePoint, foldIn, keyFromSeed } from '@minebench/core';
import { engines } from '@minebench/engine';
import { runtimeVersions } from '../code/own-sources.ts';
import { currentCommit } from '../run/provenance.ts';
import { readOwnColumns } from './own-columns.ts';
import type { OwnDataOptions, OwnDataResult } from './own-data.ts';
import type { OwnEstimate } from './own-estimate.ts';
import { createPortfolio } from './portfolio.ts';
import { prepareTable } from './prepare-table.ts';
import { runEstimator } from './run-estimator.ts';
import { partSizes } from './split-rows.ts';
import { contradictions } from './warnings/contradictions.ts';

/** `estimateOwnData`, once its imports are there. */
export async function runOwnData(path: string, options: OwnDataOptions): Promise<OwnDataResult> {
  const { seed, steps, permutations, onEvent } = options;
  const engine = engines.create(options.engine, '--engine');
  // Names are checked before a long file is read.
  await createPortfolio(options, 0);
  const table = await readOwnColumns(path, options);
  const { rows, namesX, namesY } = table;
  const [dimX, dimY] = [namesX.length, namesY.length];
  onEvent?.({ event: 'read', rows, dimX, dimY });
  const transform = options.rank ? 'normal scores' : 'standardised';
  const prepared = prepareTable(table, transform, foldIn(keyFromSeed(seed), 'own data'));
  const { dimX: usedX, dimY: usedY } = prepared.sample.all;
  const portfolio = await createPortfolio(options, usedX + usedY);
  const estimates: OwnEstimate[] = [];
  for (const [index, planned] of portfolio.entries()) {
    const { id: estimator } = planned.estimator;
    onEvent?.({ event: 'started', estimator, index, of: portfolio.length });
    const onProgress = ({ step }: CurvePoint) => onEvent?.({ event: 'steps', estimator, done: step, steps });
    const regime = { engine, seed, steps, permutations, onProgress };
    estimates.push(await runEstimator(planned, prepared, regime));
    onEvent?.({ event: 'finished', estimate: estimates.at(-1)! });
  }
  return {
    rows,
    namesX,
    namesY,
    dimX,
    dimY,
    seed,
    steps,
    permutations,
    engine: options.engine,
    transform,
    parts: partSizes(rows),
    estimates,
    warnings: [...table.warnings, ...prepared.warnings, ...contradictions(estimates)],
    versions: runtimeVersions(),
    commit: currentCommit(),
  };
}
