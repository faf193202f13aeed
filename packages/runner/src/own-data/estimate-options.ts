import type { Bound, CurvePoint, Engine, EstimateOptions, Protocol } from '@minebench/core';
import { createReferences } from '@minebench/generators';
import { initialKey } from '../procedures/estimate/split.ts';
import type { PartSizes } from './split-rows.ts';

export interface RegimeOptions {
  readonly engine: Engine;
  readonly seed: number;
  readonly steps: number;
  /** 0 for no test. */
  readonly permutations: number;
  onProgress?(point: CurvePoint): void;
}

const BATCH = 256;
/** A bound on a batch's product is read on so many blocks at least: fewer say little of their spread. */
const FEWEST_BLOCKS = 10;
/** References beyond m cost time alone, and take noise away as long as pairs of the m rows are not used up. */
const FEWEST_REFERENCES = 20_000;
/** Looks at the selection part, unless training stops before. */
const LOOKS = 20;

/** b: the batch size, lower where the parts are small. */
export const batchSizeFor = (bound: Bound, { train, selection, evaluation }: PartSizes): number =>
  bound.references === 'product'
    ? Math.max(2, Math.min(BATCH, Math.floor(Math.min(selection, evaluation) / FEWEST_BLOCKS)))
    : Math.min(BATCH, train);

/** n' of a held-out part of m rows: of the m (m - 1) pairs of different rows there are no more to draw. */
const referencesFor = (rows: number): number => Math.max(rows, Math.min(FEWEST_REFERENCES, rows * (rows - 1)));

/** There is no sampler: held-out references are pairs of different rows, drawn with replacement. */
const heldOutReferences = (rows: number) =>
  createReferences(
    { mode: 'replace', pool: 'sample', size: referencesFor(rows), distinct: true },
    { batchSize: rows, n: rows },
  );

/** How estimators run on data without a sampler. */
export function estimateOptions(parts: PartSizes, batchSize: number, regime: RegimeOptions): EstimateOptions {
  const { engine, seed, steps, permutations, onProgress } = regime;
  const protocol: Protocol = {
    version: 1,
    steps,
    selectEvery: Math.max(1, Math.ceil(steps / LOOKS)),
    patience: 8,
    selectionSize: parts.selection,
    evaluationSize: parts.evaluation,
    selectionReferences: referencesFor(parts.selection),
    evaluationReferences: referencesFor(parts.evaluation),
    evaluationMode: 'replace',
  };
  return {
    engine,
    protocol,
    batchSize,
    references: createReferences({ mode: 'derange' }, { batchSize, n: parts.train }),
    selectionReferences: heldOutReferences(parts.selection),
    evaluationReferences: heldOutReferences(parts.evaluation),
    initKey: initialKey(seed),
    ...(permutations > 0 ? { permutations } : {}),
    ...(onProgress ? { onProgress } : {}),
  };
}
