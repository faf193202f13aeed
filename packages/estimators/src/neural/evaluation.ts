import {
  type Bound,
  blockJackknife,
  InputError,
  type Key,
  type NdArray,
  type Pairs,
  type Reading,
  type ReferenceScheme,
  type RowPairs,
  type Split,
  variance,
} from '@minebench/core';
import { onHost, tf } from '@minebench/engine';
import type { Tensor1D } from '@tensorflow/tfjs';
import type { Scorer } from './scorer.ts';
import { sharedPointsError } from './shared-points.ts';

/** Above this share of the largest weight, e^t has no sample variance worth the name. */
const LARGEST_WEIGHT_LIMIT = 0.1;
const JACKKNIFE_BLOCKS = 32;

/** Joint and reference pairs of a part (selection or evaluation), chosen once: every critic and every look is judged on the same ones. */
export interface HeldOut {
  readonly pairs: Pairs;
  readonly joint: RowPairs;
  /** The pairs that reference rows speak of: the part itself, or independent draws. */
  readonly referencePairs: Pairs;
  readonly reference: RowPairs;
  readonly independent: boolean;
}

const allRows = (count: number): RowPairs => {
  const rows = Int32Array.from({ length: count }, (_, row) => row);
  return { rowsX: rows, rowsY: rows };
};

export function heldOut(pairs: Pairs, scheme: ReferenceScheme, split: Split, key: Key): HeldOut {
  const joint = allRows(pairs.count);
  if (scheme.mode !== 'fresh') {
    return { pairs, joint, referencePairs: pairs, reference: scheme.draw!(pairs.count, key), independent: false };
  }
  if (!split.independent) {
    throw new InputError({
      argument: 'protocol.evaluationMode',
      value: 'fresh',
      problem: 'needs a sampler of both marginals',
      remedy: 'use replace with data of your own',
    });
  }
  const referencePairs = split.independent(scheme.size, key);
  return { pairs, joint, referencePairs, reference: allRows(scheme.size), independent: true };
}

/** Critic values on a held-out part. */
export interface Scores {
  readonly joint: Float32Array;
  readonly reference: Float32Array;
}

export async function scoreHeldOut(scorer: Scorer, params: NdArray, part: HeldOut): Promise<Scores> {
  return {
    joint: await scorer.score(params, part.pairs, part.joint),
    reference: await scorer.score(params, part.referencePairs, part.reference),
  };
}

const context = ({ joint, reference }: Scores) => ({
  joint: tf.tensor1d(joint) as Tensor1D,
  reference: tf.tensor1d(reference) as Tensor1D,
});

/** A bound's value in nats on given scores. */
export const boundValue = (bound: Bound, scores: Scores): number =>
  onHost(() => bound.estimate(context(scores)).dataSync()[0]);

/**
 * Why a value cannot be an estimate, or undefined where it can. A value beyond log n' is not supported by its n' reference pairs: Donsker-Varadhan
 * exceeds log n' only where the mean joint score lies above every reference score, and no bound on pairs exceeds Donsker-Varadhan. A critic
 * that separates the two samples completely passes any value by growing (McAllester and Stratos 2018, on what N samples can certify).
 */
export function beyondSample(bound: Bound, nats: number, references: number): string | undefined {
  if (!Number.isFinite(nats)) return 'is not finite';
  if (bound.kind !== 'lower' || nats <= Math.log(references)) return undefined;
  const limit = `log n' = ${Math.log(references).toFixed(2)} of its ${references} reference pairs`;
  return `of ${nats.toPrecision(4)} nats exceeds ${limit}: the mean joint score lies above every reference score`;
}

/**
 * A bound's value with its standard error: by the bound's influence function where it has one, of independent pairs (the delta method) or of pairs that
 * share points; else by a delete-block jackknife over evaluation points, which counts the noise of a reference pair twice (it goes with either
 * of its points) and so is too large unless n' is far above n.
 */
export function readBound(bound: Bound, scores: Scores, part: HeldOut): Reading {
  const nats = boundValue(bound, scores);
  const share = largestWeight(scores.reference);
  const { method, value, bounded } = standardErrorOf(bound, scores, part);
  return {
    nats,
    standardError: value,
    standardErrorMethod: method,
    largestWeight: share,
    reliable: share <= LARGEST_WEIGHT_LIMIT && !bounded,
  };
}

interface StandardError {
  readonly method: Reading['standardErrorMethod'];
  readonly value: number;
  /** True where only an upper bound could be had. */
  readonly bounded?: boolean;
}

function standardErrorOf(bound: Bound, scores: Scores, part: HeldOut): StandardError {
  if (!bound.influence) return { method: 'jackknife', value: jackknifeError(bound, scores, part) };
  const [joint, reference] = onHost(() => {
    const influence = bound.influence!(context(scores));
    return [influence.joint.dataSync(), influence.reference.dataSync()];
  });
  if (part.independent) {
    const value = Math.sqrt(variance(joint) / joint.length + variance(reference) / reference.length);
    return { method: 'delta', value };
  }
  return { method: 'shared-points', ...sharedPointsError(joint, reference, part.reference) };
}

function jackknifeError(bound: Bound, { joint, reference }: Scores, part: HeldOut): number {
  const { rowsX, rowsY } = part.reference;
  const { count } = part.pairs;
  return blockJackknife(count, JACKKNIFE_BLOCKS, (start, end) => {
    const kept = (row: number) => row < start || row >= end;
    // Independent reference pairs belong to no evaluation point: the same share of them is left out.
    const share = reference.length / count;
    return boundValue(bound, {
      joint: joint.filter((_, row) => kept(row)),
      reference: reference.filter((_, k) =>
        part.independent ? kept(Math.floor(k / share)) : kept(rowsX[k]) && kept(rowsY[k]),
      ),
    });
  }).standardError;
}

/** max e^t / sum e^t. */
function largestWeight(reference: Float32Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (const t of reference) if (t > largest) largest = t;
  let sum = 0;
  for (const t of reference) sum += Math.exp(t - largest);
  return 1 / sum;
}
