import type { CellPlan, Json, JsonObject, Protocol } from '@minebench/core';

const asObject = (value: Json | undefined): JsonObject => (value ?? {}) as JsonObject;

const asNumber = (value: Json | undefined, fallback: number): number => (typeof value === 'number' ? value : fallback);

/** Multiplications a critic needs for one pair, guessed from its widths; a user's own critic counts as one of medium size. */
export function workPerPair(critic: JsonObject, dimension: number): number {
  const hidden = Array.isArray(critic.hidden) ? (critic.hidden as readonly number[]) : [64, 64];
  const widths = [2 * dimension, ...hidden, 1];
  // What a step costs beside its products, seen per pair.
  const overhead = 300;
  return widths.slice(1).reduce((sum, width, layer) => sum + width * widths[layer], overhead);
}

/** Relative cost of an estimate, for the forecast of the time left: pairs scored times the work for each, a gradient three times a score. */
export function estimateCost({ params, protocol }: CellPlan): number {
  const { steps, selectEvery, ...sizes } = protocol as unknown as Protocol;
  const dimension = asNumber(asObject(params.task).dimension, 1);
  const estimator = asObject(params.estimator);
  if (estimator.kind !== 'neural') {
    const points = asNumber(params.n, 10_000);
    return 200 * points * Math.sqrt(points) * dimension;
  }
  const batchSize = asNumber(params.batchSize, 128);
  // A bound without reference pairs has those of its batch, at most one a row and network.
  const trained = steps * (batchSize + asNumber(asObject(params.references).size, batchSize));
  const looks = (steps / selectEvery) * (sizes.selectionSize + sizes.selectionReferences);
  const evaluated = sizes.evaluationSize + sizes.evaluationReferences;
  return (3 * trained + looks + evaluated) * workPerPair(asObject(estimator.critic), dimension);
}
