import type { JsonObject } from '@minebench/core';
import { appearances, estimatorName } from '@minebench/report';

/** Colour by an estimator's name, as in every figure of the reports. */
export function estimatorColor(ids: readonly string[], field = 'name'): JsonObject {
  const looks = appearances(ids);
  return {
    field,
    type: 'nominal',
    title: null,
    scale: { domain: ids.map(estimatorName), range: ids.map((id) => looks.get(id)!.color) },
    legend: { orient: 'bottom', columns: 4 },
  };
}

/** Shapes that say the same as the colours. */
export function estimatorShape(ids: readonly string[], field = 'name'): JsonObject {
  const looks = appearances(ids);
  return {
    ...estimatorColor(ids, field),
    scale: { domain: ids.map(estimatorName), range: ids.map((id) => looks.get(id)!.shape) },
  };
}
