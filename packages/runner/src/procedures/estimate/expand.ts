import {
  type Bound,
  type CellPlan,
  combinations,
  type ExpandContext,
  InputError,
  type JsonObject,
  type Located,
  mostCellsOf,
  requireFewCells,
  requireKnownFields,
  type SweepFields,
  seedGrid,
  valuesOf,
} from '@minebench/core';
import { sweptEngines } from '@minebench/engine';
import { filesIn } from '../files-in.ts';
import { HOST } from '../host.ts';
import { ESTIMATE_FIELDS } from './estimate-sweep.ts';
import { baselineGrid, neuralGrid } from './estimators.ts';
import { completeProtocol } from './protocol.ts';
import { pairsOf, type Sizes, sampleSizes, sizeGrid } from './sizes.ts';
import { taskGrid } from './tasks.ts';

const protocols = (sweep: SweepFields, path: string): JsonObject[] => {
  const given = valuesOf(sweep, 'protocol', path);
  const located = given.length > 0 ? given : [{ value: {}, path: `${path}.protocol` }];
  return located.map(({ value, path: at }) => ({ ...completeProtocol(value, at) }));
};

const isFixed = (size: Located<number | 'fresh'>): size is Located<number> => size.value !== 'fresh';

const HELD_OUT = ['selectionSize', 'selectionReferences', 'evaluationSize', 'evaluationReferences'] as const;

const heldOutPairs = (regimes: readonly JsonObject[], path: string): Located<number>[] =>
  regimes.flatMap((protocol) =>
    HELD_OUT.map((field) => ({ value: protocol[field] as number, path: `${path}.protocol.${field}` })),
  );

/** What of the sizes a bound has a use for: cells that differ in the rest alone are one. */
function sizesFor(kind: Bound['references'], { n, batchSize, references }: Sizes): JsonObject {
  if (kind === 'pairs') return { n, batchSize, references };
  return kind === 'uniform'
    ? { n, batchSize, references: { mode: 'uniform', size: references.size } }
    : { n, batchSize };
}

/** Fields that make cells, by the kind of estimator. */
const NEURAL_FIELDS = ESTIMATE_FIELDS.filter((field) => field !== 'readouts' && field !== 'baseline');
const BASELINE_FIELDS = ['task', 'dimension', 'rho', 'mi', 'n', 'protocol', 'baseline', 'dataSeed', 'seeds'];

/** Cells of a sweep of the `estimate` procedure, complete and checked; cells that are alike may be there several times. */
export async function expandEstimate(
  sweep: SweepFields,
  path: string,
  { baseUrl, engine, mostCells }: ExpandContext,
): Promise<CellPlan[]> {
  requireKnownFields(sweep, ESTIMATE_FIELDS, path);
  requireFewCells(sweep.bound === undefined ? 0 : mostCellsOf(sweep, NEURAL_FIELDS), path, mostCells);
  requireFewCells(sweep.baseline === undefined ? 0 : mostCellsOf(sweep, BASELINE_FIELDS), path, mostCells);
  const neural = await neuralGrid(sweep, path, baseUrl);
  const baselines = await baselineGrid(sweep, path, baseUrl);
  if (neural.length + baselines.length === 0)
    throw new InputError({
      argument: `${path}.bound`,
      problem: 'is missing, and so is baseline',
      remedy: "say what estimates, as in bound: ['dv', 'mine']",
    });
  const seeds = seedGrid(sweep, path);
  const regimes = protocols(sweep, path);
  const sizes = neural.length > 0 ? sizeGrid(sweep, path) : [];
  const samples = sampleSizes(sweep, path);
  const pairs = [...samples.filter(isFixed), ...pairsOf(sizes, path), ...heldOutPairs(regimes, path)];
  const tasks = await taskGrid(sweep, path, baseUrl, pairs);
  const neuralPlans = combinations(tasks, sizes, neural, sweptEngines(sweep, path, engine), regimes, seeds).map(
    ([task, size, { estimator, references }, id, protocol, seed]) =>
      plan({ task, estimator, ...sizesFor(references, size) }, id, protocol, seed),
  );
  // A baseline has no weights, no batches and no engine.
  const baselinePlans = combinations(tasks, samples, baselines, regimes, seeds).map(
    ([task, n, estimator, protocol, { dataSeed }]) =>
      plan({ task, estimator, n: n.value }, HOST, protocol, { dataSeed, initSeed: 0 }),
  );
  return [...neuralPlans, ...baselinePlans];
}

const plan = (
  params: JsonObject,
  engine: string,
  protocol: JsonObject,
  seeds: { readonly dataSeed: number; readonly initSeed: number },
): CellPlan => ({
  procedure: 'estimate',
  params,
  ...seeds,
  engine,
  protocol,
  files: [...new Set(filesIn(params))],
});
