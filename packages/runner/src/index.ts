export {
  type CatalogNoun,
  catalogNouns,
  createTask,
  findExperiment,
  type ListedEntry,
  type ListedTask,
  listEntries,
  listTasks,
} from './catalog.ts';
export { allTasks, type CertifiedTask, certifyTasks } from './certification.ts';
export {
  type ComparisonOptions,
  type Place,
  type PlannedComparison,
  planComparison,
} from './comparison/plan-comparison.ts';
export { requireBatchFits } from './comparison/require-batch-fits.ts';
export { type ConsistencySweepOptions, consistencySweep } from './consistency/consistency-sweep.ts';
export { type DataFormat, dataFormats, formatOf } from './data/format.ts';
export { type PairsSource, sampleBlocks } from './data/pairs-source.ts';
export { type ReadOptions, readColumns } from './data/read-columns.ts';
export { type ReadPairs, type ReadPairsOptions, readPairs } from './data/read-pairs.ts';
export { selectColumns } from './data/select-columns.ts';
export type { Select, Table } from './data/table.ts';
export { writeWholeFile } from './data/whole-file.ts';
export { type WriteOptions, writePairs } from './data/write-pairs.ts';
export { type EngineCheck, probeEngine } from './engines/probe-engine.ts';
export type { Executor, ExecutorEvents, Job } from './executors/executor.ts';
export { inProcessExecutor } from './executors/in-process.ts';
export { type ProcessesOptions, processesExecutor } from './executors/processes.ts';
export { runChunk } from './executors/slurm/run-chunk.ts';
export type { ArrayJob, QueuedTask, Slurm } from './executors/slurm/slurm.ts';
export { slurmExecutor } from './executors/slurm/slurm-executor.ts';
export type { SlurmOptions } from './executors/slurm/slurm-options.ts';
export { atSize, experimentSizes } from './experiment/at-size.ts';
export { defineExperiment, type ExperimentDefinition, type Sweep } from './experiment/define-experiment.ts';
export { distinctChoices, type NamedChoice } from './experiment/distinct-choices.ts';
export { type GateDefinition, gateSchema } from './experiment/gate-schema.ts';
export { type CellLabels, cellLabels } from './experiment/labels.ts';
export { loadExperiment } from './experiment/load-experiment.ts';
export { selectCells } from './experiment/only.ts';
export { type PlannedCell, type PlanOptions, planExperiment, plannedNames } from './experiment/plan.ts';
export { shardOfCells } from './experiment/shard.ts';
export { type FoundSign, findSigns, readSigns } from './live/read-signs.ts';
export type { RunningCell, RunSign } from './live/sign.ts';
export { SignKeeper } from './live/sign-keeper.ts';
export { addAnchor } from './loading/load-module.ts';
export { isFileName } from './loading/user-file.ts';
export { estimateOwnData } from './own-data/estimate-own-data.ts';
export type { OwnDataEvent, OwnDataOptions, OwnDataResult } from './own-data/own-data.ts';
export type { OwnEstimate } from './own-data/own-estimate.ts';
export type { EstimateSweep, FileChoice, ReferenceChoice, Swept } from './procedures/estimate/estimate-sweep.ts';
export { estimate } from './procedures/estimate.ts';
export { gradientBias } from './procedures/gradient-bias.ts';
export { minibatchOracle } from './procedures/minibatch-oracle.ts';
export { oracle } from './procedures/oracle.ts';
export { referenceLaw } from './procedures/reference-law.ts';
export { resampling } from './procedures/resampling.ts';
export { staircase } from './procedures/staircase.ts';
export type { OnEvent, RunEvent, SetAside, Tally } from './run/events.ts';
export { type RunOptions, type RunSummary, runExperiment } from './run/run-experiment.ts';
export { CALIBRATION_KERNEL } from './speed/calibration-kernel.ts';
export { measureSpeed } from './speed/measure-speed.ts';
export { type Status, StatusReader } from './status/status.ts';
export type { Outcome } from './status/survey.ts';
export { cellName } from './store/cell-name.ts';
export { findLeftovers, type Leftover, removeLeftovers } from './store/leftovers.ts';
export { type Found, RecordStore } from './store/record-store.ts';
export { type Stock, takeStock } from './store/stock.ts';
export {
  findUnnamedRecords,
  type NamingExperiment,
  removeRecords,
  type UnnamedRecord,
} from './store/unnamed-records.ts';
