import type { CellRecord, Json } from '@minebench/core';
import type { Setting } from './estimate-row.ts';
import { numberAt, numbersAt, objectAt, textAt } from './json-access.ts';
import { settingOf } from './setting.ts';

/** A number with its standard error, nats. */
export interface Measured {
  readonly nats: number;
  readonly standardError: number;
}

/** One level of a staircase, nats; `null` where training did not finish it. */
export interface StaircaseLevel {
  readonly truth: number | null;
  /** Over all minibatches of the level. */
  readonly largest: number | null;
  readonly smallest: number | null;
  /** Of the level's last quarter: the mean, and the standard deviation of single minibatches. */
  readonly plateau: (Measured & { readonly standardDeviation: number; readonly steps: number }) | null;
  /** InfoNCE at the optimal critic. */
  readonly optimum: Measured | null;
  /** Of the population whose references are shuffled within the batch. */
  readonly cap: Measured | null;
}

/** One `staircase` record. */
export interface StaircaseRow {
  readonly setting: Setting;
  readonly estimator: string;
  readonly batchSize: number | null;
  readonly stepsPerLevel: number;
  readonly dataSeed: number;
  readonly initSeed: number;
  readonly status: 'completed' | 'diverged' | 'failed';
  readonly reason: string | null;
  readonly divergedAtStep: number | null;
  readonly levels: readonly StaircaseLevel[];
  /** Windows of the curve: last step, mean, smallest and largest minibatch. */
  readonly curve: readonly {
    readonly step: number;
    readonly mean: number;
    readonly low: number;
    readonly high: number;
  }[];
}

function measuredAt(value: Json | undefined, name = 'nats'): Measured | null {
  const object = objectAt(value);
  const [nats, standardError] = [numberAt(object[name]), numberAt(object.standardError)];
  return nats === null || standardError === null ? null : { nats, standardError };
}

function levelOf(value: Json): StaircaseLevel {
  const level = objectAt(value);
  const plateau = objectAt(level.plateau);
  const mean = measuredAt(level.plateau, 'mean');
  const [standardDeviation, steps] = [numberAt(plateau.standardDeviation), numberAt(plateau.steps)];
  return {
    truth: numberAt(objectAt(level.truth).nats),
    largest: numberAt(level.largest),
    smallest: numberAt(level.smallest),
    plateau:
      mean === null || standardDeviation === null || steps === null ? null : { ...mean, standardDeviation, steps },
    optimum: measuredAt(level.optimum),
    cap: measuredAt(level.cap),
  };
}

function curveOf(value: Json | undefined): StaircaseRow['curve'] {
  const { step, mean, low, high } = objectAt(value);
  const [means, lows, highs] = [numbersAt(mean), numbersAt(low), numbersAt(high)];
  return numbersAt(step).flatMap((at, k) =>
    at === null || means[k] == null || lows[k] == null || highs[k] == null
      ? []
      : [{ step: at, mean: means[k], low: lows[k], high: highs[k] }],
  );
}

const words = (row: StaircaseRow): string => JSON.stringify([row.setting, row.dataSeed, row.initSeed]);

/** The `staircase` records as flat rows, in an order that depends on the records alone. */
export function toStaircaseRows(records: readonly CellRecord[]): StaircaseRow[] {
  return records
    .filter(({ cell }) => cell.procedure === 'staircase')
    .map(({ cell, result }): StaircaseRow => {
      const setting = settingOf(cell);
      return {
        setting,
        estimator: String(setting.estimator),
        batchSize: numberAt(cell.params.batchSize),
        stepsPerLevel: numberAt(cell.protocol.stepsPerLevel) ?? 0,
        dataSeed: cell.dataSeed,
        initSeed: cell.initSeed,
        status: result.status,
        reason: textAt(result.reason),
        divergedAtStep: result.status === 'diverged' ? numberAt(result.step) : null,
        levels: Array.isArray(result.levels) ? result.levels.map(levelOf) : [],
        curve: curveOf(result.curve),
      };
    })
    .sort((a, b) => (words(a) < words(b) ? -1 : words(a) > words(b) ? 1 : 0));
}
