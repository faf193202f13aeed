export { canonicalJson } from './canonical-json.ts';
export type { Bound, BoundContext, BoundState, EstimateKind } from './contracts/bound.ts';
export type { Critic, Params } from './contracts/critic.ts';
export type {
  CompileOptions,
  Engine,
  NamedTensors,
  Program,
  ProgramInputs,
  Step,
  StepExample,
} from './contracts/engine.ts';
export type {
  CompletedEstimate,
  Curve,
  DivergedEstimate,
  Estimate,
  EstimateOptions,
  Estimator,
  FailedEstimate,
  Protocol,
  Reading,
  SelectionTrace,
  Split,
  TrainingSource,
} from './contracts/estimate.ts';
export type { Claim, ClaimResult, Experiment, Figure, Verdict } from './contracts/experiment.ts';
export type { Json, JsonObject } from './contracts/json.ts';
export type { Key } from './contracts/key.ts';
export type { ArraySpec, DType, NamedArrays, NamedSpecs, NdArray } from './contracts/nd-array.ts';
export type { Optimizer, OptimizerState } from './contracts/optimizer.ts';
export type {
  Cell,
  CellPlan,
  CellRecord,
  CellResult,
  Procedure,
  ProcedureContext,
  Provenance,
} from './contracts/record.ts';
export type { ReferencePool, ReferenceScheme, RowPairs } from './contracts/references.ts';
export type { KnownMi, Pairs, Task } from './contracts/task.ts';
export { InputError, type InputProblem } from './errors.ts';
export { editDistance, nearest } from './nearest.ts';
export { type Choice, createRegistry, type Entry, entry, noOptions, type Registry } from './registry.ts';
export { parse } from './validation.ts';
