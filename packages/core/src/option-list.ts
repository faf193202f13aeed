import { z } from 'zod';
import type { Entry } from './registry.ts';

/** An option of an entry, as `minebench list` shows it. */
export interface ListedOption {
  readonly name: string;
  /** Absent where nothing is done unless it is given, or where others decide. */
  readonly default?: unknown;
  /** All values that it can take, where they are few; `{ id }` of what is chosen by an id and has options of its own. */
  readonly values?: readonly unknown[];
}

interface Property {
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly { readonly properties?: { readonly id?: { readonly const?: unknown } } }[];
}

function valuesOf({ enum: values, oneOf = [] }: Property): readonly unknown[] | undefined {
  if (values) return values;
  const ids = oneOf.map(({ properties }) => properties?.id?.const);
  return ids.length > 0 && ids.every((id) => id !== undefined) ? ids.map((id) => ({ id })) : undefined;
}

/** The options of an entry, from its schema. */
export function optionList({ options }: Pick<Entry<unknown>, 'options'>): ListedOption[] {
  const { properties = {} } = z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties as Record<string, Property>).map(([name, property]) => {
    const values = valuesOf(property);
    return { name, ...('default' in property ? { default: property.default } : {}), ...(values ? { values } : {}) };
  });
}
