import type { JsonObject } from '@minebench/core';

/** A quantitative channel of a field with its title. */
export const quantity = (field: string, title: string, more: JsonObject = {}): JsonObject => ({
  field,
  type: 'quantitative',
  axis: { title },
  ...more,
});

/** The same on a logarithmic axis, with labels at these values alone: those that Vega chooses run into each other. */
export const logarithmic = (
  field: string,
  title: string,
  values: readonly number[],
  scale: JsonObject = {},
): JsonObject =>
  quantity(field, title, { scale: { type: 'log', ...scale }, axis: { title, values: [...values], format: ',' } });

/** Rows of one kind: those whose `mark` is this. */
export const only = (mark: string, condition?: string): JsonObject => ({
  transform: [{ filter: `datum.mark === '${mark}'${condition ? ` && ${condition}` : ''}` }],
});

export const nats = 'nats';
