import type { Estimate, EstimateKind } from '@minebench/core';

/** An estimate and what its warnings rest on. */
export interface JudgedEstimate {
  /** `ksg`, `infonce`: what the estimator is, whatever its critic. */
  readonly id: string;
  readonly kind: EstimateKind;
  readonly estimate: Estimate;
  /** The largest value that the estimator can give on rows as many as these, and why; absent where there is none. */
  readonly ceiling?: Ceiling;
  /** Columns of X and Y together. */
  readonly dimensions: number;
  readonly hasDiscrete: boolean;
  /** The most steps that training could take; absent for classical estimators. */
  readonly steps?: number;
}

export interface Ceiling {
  readonly nats: number;
  /** `log b of batches of 256 rows`. */
  readonly name: string;
}

type Completed = Extract<Estimate, { status: 'completed' }>;

const completed = ({ estimate }: JudgedEstimate): Completed | undefined =>
  estimate.status === 'completed' ? estimate : undefined;

export const divergedOrFailed = ({ estimate }: JudgedEstimate): string[] =>
  estimate.status === 'completed' ? [] : [`${estimate.status}: ${estimate.reason}`];

/** The optimal InfoNCE critic with b = 64 reads 3.07 where the information is 4 nats: at 74% of log b it has lost a quarter. */
const NEAR = 0.7;

/**
 * An estimator saturates long before its ceiling. No lower bound that holds for every distribution exceeds log n by much (McAllester and Stratos
 * 2018, arXiv 1811.04251).
 */
export function nearCeiling(judged: JudgedEstimate): string[] {
  const { ceiling } = judged;
  const nats = completed(judged)?.evaluation.nats;
  if (nats === undefined || !ceiling || nats <= NEAR * ceiling.nats) return [];
  const where = nats > ceiling.nats ? 'above' : 'near';
  return [
    `${nats.toFixed(2)} nats is ${where} ${ceiling.nats.toFixed(2)}, ${ceiling.name}, about the most that it can show: the information may be larger by any amount, whatever the interval says`,
  ];
}

/** max e^t / sum e^t above .1: the mean of e^t rests on a few pairs, and so does its standard error. */
export function largeWeight(judged: JudgedEstimate): string[] {
  const weight = completed(judged)?.evaluation.largestWeight;
  if (weight === undefined || weight <= 0.1) return [];
  return [
    `one reference pair has ${(100 * weight).toFixed(0)}% of all weight: the standard error cannot be believed, and the true interval is wider`,
  ];
}

/** What the estimator itself reports as unreliable, where no other warning explains it. */
export function unreliable(judged: JudgedEstimate): string[] {
  const reading = completed(judged)?.evaluation;
  if (!reading || reading.reliable || (reading.largestWeight ?? 0) > 0.1) return [];
  return judged.id === 'ksg'
    ? ['some points have more than k copies, at distance 0: the sample has no density, and the estimate means little']
    : [
        'the standard error cannot be believed: its estimated variance came out not positive, or assumptions do not hold',
      ];
}

export function noInterval(judged: JudgedEstimate): string[] {
  const reading = completed(judged)?.evaluation;
  return !reading || Number.isFinite(reading.standardError)
    ? []
    : ['no standard error: there are too few rows to divide into blocks'];
}

/** KSG counts neighbours nearer than the k-th, which are at distance 0 on a discrete column: the estimate drifts with log n. */
export const ksgOnDiscrete = (judged: JudgedEstimate): string[] =>
  judged.id === 'ksg' && judged.hasDiscrete && completed(judged)
    ? ['meaningless here: nearest neighbours on a discrete column are ties']
    : [];

/** Above so many dimensions the k-th neighbour is far for any sample that fits a memory. */
export const KSG_DIMENSIONS = 6;

export const ksgInHighDimension = (judged: JudgedEstimate): string[] =>
  judged.id === 'ksg' && judged.dimensions > KSG_DIMENSIONS && completed(judged)
    ? [
        `reads low in ${judged.dimensions} dimensions: no neighbour is near (Gao, Ver Steeg and Galstyan 2015, arXiv 1411.2003)`,
      ]
    : [];

/** The best look was the last: training was cut off while it still improved. */
export function stillImproving(judged: JudgedEstimate): string[] {
  const done = completed(judged);
  if (!done?.selection || judged.steps === undefined) return [];
  return done.stepsRun === judged.steps && done.selection.bestStep === judged.steps
    ? [`still improving at step ${judged.steps}, the last: raise --steps`]
    : [];
}

export function independenceNotRefuted(judged: JudgedEstimate): string[] {
  const test = completed(judged)?.permutationTest;
  if (!test || test.pValue <= 0.05) return [];
  return [`p = ${test.pValue.toPrecision(2)}: independence is not refuted`];
}

const table = [
  divergedOrFailed,
  nearCeiling,
  largeWeight,
  unreliable,
  noInterval,
  ksgOnDiscrete,
  ksgInHighDimension,
  stillImproving,
  independenceNotRefuted,
] as const;

/** What theory says against an estimate, a sentence each. */
export const estimateWarnings = (judged: JudgedEstimate): string[] => table.flatMap((warn) => warn(judged));
