import type { Choice } from '@minebench/core';
import type { FileChoice } from '../procedures/estimate/estimate-sweep.ts';

const optionText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** The options that were given and no others: `k=5`, `dimension=5,rho=0.5`; empty where there are none. */
export function givenOptions(choice: Choice | FileChoice): string {
  if (typeof choice === 'string') return '';
  const { id: _, file: __, ...options } = choice as { id?: string; file?: string };
  return Object.entries(options)
    .map(([name, value]) => `${name}=${optionText(value)}`)
    .join(',');
}

/** A choice as people write it: `joint-mlp`, `gaussian:dimension=5,rho=0.5`. */
export function choiceName(choice: Choice | FileChoice): string {
  if (typeof choice === 'string') return choice;
  const { id, file } = choice as { id?: string; file?: string };
  const options = givenOptions(choice);
  return [id ?? file, ...(options ? [options] : [])].join(':');
}
