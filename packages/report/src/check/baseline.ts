import { createHash } from 'node:crypto';
import {
  type Cell,
  type CellRecord,
  canonicalJson,
  type JsonObject,
  mean,
  median,
  rootMeanSquareError,
  variance,
} from '@minebench/core';
import { trainingFlop } from '../comparison/outcomes.ts';
import { toRows } from '../rows/to-rows.ts';
import { comparisonNames, isCompared, questionOf } from './comparison-names.ts';
import type { SeedOutcome } from './paired-comparison.ts';

/** One seed of a baseline. */
export interface BaselineSeed extends SeedOutcome {
  readonly dataSeed: number;
  readonly initSeed: number;
}

/** One estimator on one task: how its signed error is distributed over seeds, and what an estimate costs. */
export interface BaselineComparison {
  readonly question: string;
  readonly task: string;
  readonly estimator: string;
  readonly engine: string;
  readonly protocol: JsonObject;
  /** Nats. */
  readonly truth: number | null;
  readonly seeds: readonly BaselineSeed[];
  /** Median of the cells' seconds, on the machine that made the baseline. */
  readonly seconds: number;
}

/** An estimator's time per estimate in units of the calibration kernel, once for each repeat. */
export interface SpeedReading {
  readonly estimator: string;
  /** Of the comparison whose first seed was timed. */
  readonly task: string;
  readonly kernels: readonly number[];
}

/** A stored state of an experiment's accuracy. */
export interface Baseline {
  readonly experiment: string;
  /** How it was made. */
  readonly made: {
    readonly by: string;
    readonly commit: readonly string[];
    readonly code: readonly string[];
    readonly versions: Readonly<Record<string, string>>;
    readonly machine: string;
  };
  /** Name of the calibration kernel; `null` where speed was not measured. */
  readonly kernel: string | null;
  readonly speed: readonly SpeedReading[];
  readonly comparisons: readonly BaselineComparison[];
}

/** Ten digits tell any two estimates apart, and can be read. */
const rounded = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(10)));

/** What a record gave, without anything that changes from run to run. */
export function outcomeOf(record: CellRecord): SeedOutcome {
  const [row] = toRows([record]);
  const flop = row ? trainingFlop(row, row.flopPerStep) : null;
  return {
    error: row?.status === 'completed' ? rounded(row.error) : null,
    flop: flop === null ? null : Math.round(flop),
    digest: createHash('sha256').update(canonicalJson(record.result)).digest('hex').slice(0, 16),
  };
}

export const bySeed = (
  a: { readonly dataSeed: number; readonly initSeed: number },
  b: { readonly dataSeed: number; readonly initSeed: number },
): number => a.dataSeed - b.dataSeed || a.initSeed - b.initSeed;

const distinctTexts = (values: readonly string[]): string[] => [...new Set(values)].sort();

/**
 * The baseline that records make.
 * @param cells - all cells of the experiment, which give comparisons their names
 * @param records - of all of its `estimate` cells
 */
export function makeBaseline(
  about: Pick<Baseline, 'experiment' | 'kernel' | 'speed'> & { readonly by: string },
  cells: readonly Cell[],
  records: readonly CellRecord[],
): Baseline {
  const names = comparisonNames(cells);
  const groups = new Map<string, CellRecord[]>();
  for (const record of records.filter(({ cell }) => isCompared(cell))) {
    const question = questionOf(record.cell);
    groups.set(question, [...(groups.get(question) ?? []), record]);
  }
  const comparisons = [...groups].map(([question, group]): BaselineComparison => {
    const { cell } = group[0];
    return {
      question,
      ...names.get(question)!,
      engine: cell.engine,
      protocol: cell.protocol,
      truth: toRows(group).find(({ truth }) => truth !== null)?.truth ?? null,
      seeds: group
        .map((record) => ({ dataSeed: record.cell.dataSeed, initSeed: record.cell.initSeed, ...outcomeOf(record) }))
        .sort(bySeed),
      seconds: Number(median(group.map(({ provenance }) => provenance.seconds)).toPrecision(3)),
    };
  });
  const provenances = records.map(({ provenance }) => provenance);
  return {
    experiment: about.experiment,
    made: {
      by: about.by,
      commit: distinctTexts(provenances.map(({ commit }) => commit ?? 'not a git checkout')),
      code: distinctTexts(records.map(({ cell }) => cell.code.slice(0, 12))),
      versions: provenances[0]?.versions ?? {},
      machine: distinctTexts(
        provenances.map(({ machine }) => `${machine.cpu}, ${machine.cores} cores, ${machine.os} ${machine.arch}`),
      ).join('; '),
    },
    kernel: about.kernel,
    speed: about.speed,
    comparisons,
  };
}

/** A baseline's comparison in numbers: signed error in nats over the seeds that gave an estimate. */
export interface ErrorSummary {
  readonly mean: number | null;
  readonly variance: number | null;
  readonly meanSquaredError: number | null;
  readonly failureRate: number;
  /** Floating-point operations of an estimate's training. */
  readonly flop: number | null;
}

export function summarizeErrors(seeds: readonly SeedOutcome[]): ErrorSummary {
  const errors = seeds.flatMap(({ error }) => error ?? []);
  const flops = seeds.flatMap(({ flop }) => flop ?? []);
  return {
    mean: errors.length > 0 ? mean(errors) : null,
    variance: errors.length > 1 ? variance(errors) : null,
    meanSquaredError: errors.length > 0 ? rootMeanSquareError(errors, 0) ** 2 : null,
    failureRate: (seeds.length - errors.length) / seeds.length,
    flop: flops.length > 0 ? mean(flops) : null,
  };
}
