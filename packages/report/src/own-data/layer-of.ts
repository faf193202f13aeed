import type { JsonObject } from '@minebench/core';

/** A layer of a Vega-Lite specification; none where there is nothing to draw, whose axes would have no extent. */
export const layerOf = (values: readonly JsonObject[], mark: JsonObject, encoding: JsonObject): JsonObject[] =>
  values.length > 0 ? [{ data: { values }, mark, encoding }] : [];
