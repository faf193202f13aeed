import { z } from 'zod';
import type { Entry } from './registry.ts';

/** An option of an entry, as `minebench list` shows it. */
export interface ListedOption {
  readonly name: string;
  /** Absent where nothing is done unless it is given, or where others decide. */
  readonly default?: unknown;
  /** All values that it can take, where they are few. */
  readonly values?: readonly unknown[];
}

interface Property {
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
}

/** The options of an entry, from its schema. */
export function optionList({ options }: Pick<Entry<unknown>, 'options'>): ListedOption[] {
  const { properties = {} } = z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties as Record<string, Property>).map(([name, property]) => ({
    name,
    ...('default' in property ? { default: property.default } : {}),
    ...(property.enum ? { values: property.enum } : {}),
  }));
}
