import type { CellPlan, Json, JsonObject, Protocol } from '@minebench/core';

const asObject = (value: Json | undefined): JsonObject => (value ?? {}) as JsonObject;

const asNumber = (value: Json | undefined, fallback: number): number => (typeof value === 'number' ? value : fallback);

/** Multiplications a critic needs for one pair, guessed from its widths; a user's own critic counts as one of medium size. */
export function workPerPair(critic: JsonObject, dimension: number): number {
  const hidden = Array.isArray(critic.hidden) ? (critic.hidden as readonly number[]) : [64, 64];
  const widths = [2 * dimension, ...hidden, 1];
  return widths.slice(1).reduce((sum, width, layer) => sum + width * (widths[layer] + PER_UNIT), 0);
}

/** What a step costs beside its products, in multiplications: .06 ms at the 6.5 x 10^10 a second of a middle-sized step (reports/performance). */
const PER_STEP = 4e6;

/** What a cell costs beside its steps: the engine's session, the task's samples, the record; .08 s. */
const PER_CELL = 5e9;

/** Activation and gradient of a hidden unit. */
const PER_UNIT = 6;

/** What a pair costs beside its critic where all pairs of a batch are read: exponentials and sums, and for a critic that sees both sides the pairing of all rows. */
const ALL_PAIRS = { products: 50, joint: 500 } as const;

/**
 * Multiplications that take as long as the nearest-neighbour estimators do: 1 s at n = 10^5 in 1 + 1 dimensions, 15 s in 5 + 5, with a fitted exponent of 1.24 in n
 * (`npm run bench:ksg`).
 */
const classicalWork = (n: number, dimension: number): number => 4e4 * n ** 1.24 * dimension ** 1.7;

/** What a batch costs beside its products where all pairs of it are read without a gradient, a call of the engine each; .08 ms. */
const PER_BLOCK = 5e6;

/**
 * Multiplications to score rows against the others of their batch, where a bound wants all pairs: each pair by a critic that sees both sides, each row once and a product of
 * embeddings a pair by one that is separable.
 */
function allPairs(rows: number, batchSize: number, critic: JsonObject, perPair: number): number {
  const { embedding } = critic;
  return typeof embedding === 'number'
    ? rows * (perPair + batchSize * (embedding + ALL_PAIRS.products))
    : rows * batchSize * (perPair + ALL_PAIRS.joint);
}

/** Relative cost of an estimate, for the forecast of the time left: pairs scored times the work for each, a gradient three times a score. */
export function estimateCost({ params, protocol }: CellPlan): number {
  const { steps, selectEvery, ...sizes } = protocol as unknown as Protocol;
  const dimension = asNumber(asObject(params.task).dimension, 1);
  const estimator = asObject(params.estimator);
  if (estimator.kind !== 'neural') {
    const n = Math.min(asNumber(params.n, 10_000), asNumber(estimator.maxPoints, Number.POSITIVE_INFINITY));
    return classicalWork(n, dimension);
  }
  const critic = asObject(estimator.critic);
  const perPair = workPerPair(critic, dimension);
  const batchSize = asNumber(params.batchSize, 128);
  const looks = steps / selectEvery;
  const read = looks * sizes.selectionSize + sizes.evaluationSize;
  // A bound without reference pairs that has a critic takes all pairs of its batch; one with networks of its own, a row at a time.
  const work =
    params.references === undefined && estimator.critic !== undefined
      ? allPairs(3 * steps * batchSize + read, batchSize, critic, perPair) + (read / batchSize) * PER_BLOCK
      : perPair *
        (3 * steps * (batchSize + asNumber(asObject(params.references).size, batchSize)) +
          read +
          looks * sizes.selectionReferences +
          sizes.evaluationReferences);
  // Two networks have twice the nodes of one.
  const networks = typeof critic.embedding === 'number' ? 2 : 1;
  return PER_CELL + steps * networks * PER_STEP + work;
}
