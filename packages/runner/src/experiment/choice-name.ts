import type { Choice } from '@minebench/core';
import type { FileChoice } from '../procedures/estimate/estimate-sweep.ts';

const optionText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A choice as people write it, with the options that were given and no others: `joint-mlp`, `gaussian:dimension=5,rho=0.5`. */
export function choiceName(choice: Choice | FileChoice): string {
  if (typeof choice === 'string') return choice;
  const { id, file, ...options } = choice as { id?: string; file?: string };
  const given = Object.entries(options).map(([name, value]) => `${name}=${optionText(value)}`);
  return [id ?? file, ...(given.length > 0 ? [given.join(',')] : [])].join(':');
}
