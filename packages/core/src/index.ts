export { canonicalJson } from './canonical-json.ts';
export { type CheckedProcedure, firstFlaw, flawOf } from './checked-procedure.ts';
export type {
  Bound,
  BoundState,
  EstimateKind,
  JointBound,
  JointContext,
  JointInfluence,
  OwnValues,
  PairBound,
  PairContext,
  PairInfluence,
  ProductBound,
  ProductContext,
} from './contracts/bound.ts';
export type { Checkpoint } from './contracts/checkpoint.ts';
export { type Critic, NOISE_LEVELS, type Params } from './contracts/critic.ts';
export {
  type CompileOptions,
  type Engine,
  type NamedTensors,
  type Program,
  type ProgramInputs,
  type Replicas,
  type Step,
  type StepExample,
  VMAP,
} from './contracts/engine.ts';
export type {
  CompletedEstimate,
  Curve,
  CurvePoint,
  DivergedEstimate,
  Estimate,
  EstimateOptions,
  Estimator,
  FailedEstimate,
  PermutationTest,
  Protocol,
  Reading,
  SelectionTrace,
  Split,
  TrainingSource,
} from './contracts/estimate.ts';
export type {
  Claim,
  ClaimResult,
  Experiment,
  ExperimentSize,
  ExperimentSweep,
  Figure,
  QuotedNumber,
  Verdict,
} from './contracts/experiment.ts';
export type { Gate } from './contracts/gate.ts';
export type { Json, JsonObject } from './contracts/json.ts';
export type { Key } from './contracts/key.ts';
export type { ArraySpec, DType, NamedArrays, NamedSpecs, NdArray } from './contracts/nd-array.ts';
export type { Optimizer, OptimizerState } from './contracts/optimizer.ts';
export type {
  Cell,
  CellPlan,
  CellRecord,
  CellResult,
  ExpandContext,
  Procedure,
  ProcedureContext,
  Provenance,
} from './contracts/record.ts';
export type { ReferencePool, ReferenceScheme, RowPairs } from './contracts/references.ts';
export type { Cdf, Evidence, KnownMi, Pairs, Task } from './contracts/task.ts';
export { InputError, type InputProblem, oneLine } from './errors.ts';
export { type CholeskyFactor, cholesky, logDeterminant, solveLower } from './linear-algebra/cholesky.ts';
export { namesWithin, prefixNames } from './names.ts';
export { editDistance, nearest, suggestion } from './nearest.ts';
export { type ListedOption, optionList } from './option-list.ts';
export { exp, expm1 } from './random/elementary/exp.ts';
export { log, log1p } from './random/elementary/log.ts';
export { cos, sin } from './random/elementary/sin-cos.ts';
export { type GammaSource, nextGamma } from './random/gamma.ts';
export { foldIn, keyFromSeed, split } from './random/keys.ts';
export { createStream, type Stream, type StreamState } from './random/stream.ts';
export { type Choice, createRegistry, type Entry, entry, noOptions, type Registry } from './registry.ts';
export { chiSquaredQuantile } from './special-functions/chi-squared-quantile.ts';
export { digamma } from './special-functions/digamma.ts';
export { erf, erfc } from './special-functions/erf.ts';
export { fisherQuantile } from './special-functions/fisher-quantile.ts';
export { asinh, sinh } from './special-functions/hyperbolic.ts';
export { logGamma } from './special-functions/log-gamma.ts';
export { normalCdf, normalDensity } from './special-functions/normal-cdf.ts';
export { normalQuantile } from './special-functions/normal-quantile.ts';
export { regularizedGamma } from './special-functions/regularized-gamma.ts';
export { regularizedIncompleteBeta } from './special-functions/regularized-incomplete-beta.ts';
export { studentCdf } from './special-functions/student-cdf.ts';
export { studentQuantile } from './special-functions/student-quantile.ts';
export { inverseTrigamma, trigamma } from './special-functions/trigamma.ts';
export { type BootstrapOptions, bootstrapInterval, type Interval } from './statistics/bootstrap.ts';
export { type CrossedVariance, crossedVariance, type VarianceComponent } from './statistics/crossed-variance.ts';
export { bias, rootMeanSquareError } from './statistics/error-of-estimates.ts';
export { blockJackknife, type Jackknife } from './statistics/jackknife.ts';
export { type LinearFit, linearRegression } from './statistics/linear-regression.ts';
export { logMeanExp, logSumExp } from './statistics/log-sum-exp.ts';
export { mean, sum } from './statistics/mean.ts';
export { median, quantile } from './statistics/quantile.ts';
export { RunningMoments } from './statistics/running-moments.ts';
export { standardDeviation, standardErrorOfMean, variance } from './statistics/variance.ts';
export {
  CONFIRM,
  combinations,
  type Located,
  MOST_CELLS,
  mostCellsOf,
  requireFewCells,
  requireKnownFields,
  type SweepFields,
  UNASKED_CELLS,
  valuesOf,
} from './sweep/grid.ts';
export { type Seeds, seedGrid, seedValues } from './sweep/seeds.ts';
export { sweptChoices, sweptValues } from './sweep/swept.ts';
export { checked, parse } from './validation.ts';
