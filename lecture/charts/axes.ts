import type { JsonObject } from '@minebench/core';

/** A quantitative channel of a field with its title. */
export const quantity = (field: string, title: string, more: JsonObject = {}): JsonObject => ({
  field,
  type: 'quantitative',
  axis: { title },
  ...more,
});

/** Rows of one kind: those whose `mark` is this. */
export const only = (mark: string, condition?: string): JsonObject => ({
  transform: [{ filter: `datum.mark === '${mark}'${condition ? ` && ${condition}` : ''}` }],
});

export const nats = 'nats';
