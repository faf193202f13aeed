import { type Bound, blockJackknife, logMeanExp, type Reading, variance } from '@minebench/core';
import { onHost, tf } from '@minebench/engine';
import type { Tensor1D } from '@tensorflow/tfjs';
import type { HeldOut } from './held-out.ts';
import { type Context, opened } from './opened-bound.ts';
import type { PairValues } from './scorer.ts';
import { sharedPointsError } from './shared-points.ts';

/** Above this share of the largest weight, e^t has no sample variance worth the name. */
const LARGEST_WEIGHT_LIMIT = 0.1;
const JACKKNIFE_BLOCKS = 32;

/** Values on a held-out part; a bound on joint pairs only has no references. */
export interface HeldOutValues {
  readonly joint: PairValues;
  readonly reference?: PairValues | undefined;
}

const tensors = (own: PairValues['own']) =>
  Object.fromEntries(Object.entries(own).map(([name, values]) => [name, tf.tensor1d(values) as Tensor1D]));

const contextOf = ({ joint, reference }: HeldOutValues): Context => ({
  joint: tf.tensor1d(joint.scores),
  own: tensors(joint.own),
  ...(reference ? { reference: tf.tensor1d(reference.scores), ownReference: tensors(reference.own) } : {}),
});

/** log E_Q e^t on a held-out part's references, nats: the critic's free constant. Undefined where there are no references. */
export const freeConstant = ({ reference }: HeldOutValues): number | undefined =>
  reference && logMeanExp(reference.scores);

/** A bound's value in nats and what selection maximises. */
export const boundValue = (
  bound: Bound,
  values: HeldOutValues,
): { readonly nats: number; readonly criterion: number } =>
  onHost(() => {
    const { estimate, criterion } = opened(bound);
    const context = contextOf(values);
    const nats = estimate(context).dataSync()[0];
    return { nats, criterion: criterion ? criterion(context).dataSync()[0] : nats };
  });

/**
 * A bound's value with its standard error: by the bound's influence function where it has one, of independent pairs (the delta method) or of pairs that
 * share points; else by a delete-block jackknife over evaluation points, which counts the noise of a reference pair twice (it goes with either
 * of its points) and so is too large unless n' is far above n.
 */
export function readPairs(bound: Bound, values: HeldOutValues, part: HeldOut): Reading {
  const influence = influenceOf(bound, values);
  const { method, value, bounded } = standardErrorOf(bound, values, influence, part);
  const share = largestWeight(values, influence);
  return {
    nats: boundValue(bound, values).nats,
    standardError: value,
    standardErrorMethod: method,
    ...(share === undefined ? {} : { largestWeight: share }),
    reliable: (share ?? 0) <= LARGEST_WEIGHT_LIMIT && !bounded,
  };
}

interface HostInfluence {
  readonly joint: Float32Array;
  readonly reference?: Float32Array | undefined;
}

const influenceOf = (bound: Bound, values: HeldOutValues): HostInfluence | undefined =>
  onHost(() => {
    const influence = opened(bound).influence?.(contextOf(values));
    return influence
      ? {
          joint: influence.joint.dataSync() as Float32Array,
          reference: influence.reference?.dataSync() as Float32Array | undefined,
        }
      : undefined;
  });

interface StandardError {
  readonly method: Reading['standardErrorMethod'];
  readonly value: number;
  /** True where only an upper bound could be had. */
  readonly bounded?: boolean;
}

function standardErrorOf(
  bound: Bound,
  values: HeldOutValues,
  influence: HostInfluence | undefined,
  part: HeldOut,
): StandardError {
  if (!influence) return { method: 'jackknife', value: jackknifeError(bound, values, part) };
  const { joint, reference } = influence;
  if (!reference || part.independent) {
    const ofReferences = reference ? variance(reference) / reference.length : 0;
    return { method: 'delta', value: Math.sqrt(variance(joint) / joint.length + ofReferences) };
  }
  return { method: 'shared-points', ...sharedPointsError(joint, reference, part.reference) };
}

const kept = ({ scores, own }: PairValues, keeps: (index: number) => boolean): PairValues => {
  const filter = (values: Float32Array) => values.filter((_, index) => keeps(index));
  return {
    scores: filter(scores),
    own: Object.fromEntries(Object.entries(own).map(([name, values]) => [name, filter(values)])),
  };
};

function jackknifeError(bound: Bound, { joint, reference }: HeldOutValues, part: HeldOut): number {
  const { rowsX, rowsY } = part.reference;
  const { count } = part.pairs;
  return blockJackknife(count, JACKKNIFE_BLOCKS, (start, end) => {
    const stays = (row: number) => row < start || row >= end;
    // Independent reference pairs belong to no evaluation point: the same share of them is left out.
    const share = rowsX.length / count;
    return boundValue(bound, {
      joint: kept(joint, stays),
      reference:
        reference &&
        kept(reference, (k) => (part.independent ? stays(Math.floor(k / share)) : stays(rowsX[k]) && stays(rowsY[k]))),
    }).nats;
  }).standardError;
}

/** The largest reference pair's share in the estimate: of the influences where they are known, else of e^t, which is the same for Donsker-Varadhan. */
function largestWeight({ reference }: HeldOutValues, influence: HostInfluence | undefined): number | undefined {
  if (!reference) return undefined;
  const weights = influence?.reference ? influence.reference.map(Math.abs) : powers(reference.scores);
  let largest = 0;
  let sum = 0;
  for (const weight of weights) {
    if (weight > largest) largest = weight;
    sum += weight;
  }
  return sum > 0 ? largest / sum : 0;
}

function powers(scores: Float32Array): Float32Array {
  const largest = scores.reduce((most, t) => Math.max(most, t), Number.NEGATIVE_INFINITY);
  return scores.map((t) => Math.exp(t - largest));
}
