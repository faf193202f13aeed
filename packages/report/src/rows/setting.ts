import { type Cell, canonicalJson, type Json, type JsonObject } from '@minebench/core';
import type { Setting, SettingValue } from './estimate-row.ts';
import { objectAt, without } from './json-access.ts';

const scalar = (value: Json): SettingValue =>
  value !== null && typeof value === 'object' ? canonicalJson(value) : value;

/**
 * The cell's parameters under short names, without seeds and code. Two records with equal settings are replicates of each other. The task's own
 * options keep their bare names (`rho`), every other option is prefixed (`bound.decay`, `critic.hidden`, `protocol.steps`).
 */
export function settingOf(cell: Cell): Setting {
  const setting: Record<string, SettingValue> = {};
  const add = (prefix: string, options: JsonObject): void => {
    for (const [key, value] of Object.entries(options)) if (value !== undefined) setting[prefix + key] = scalar(value);
  };
  const named = (name: string, prefix: string, choice: Json | undefined): void => {
    const options = objectAt(choice);
    if (options.id === undefined) return;
    setting[name] = scalar(options.id);
    add(prefix, without(options, 'id'));
  };

  const { task, estimator, references, ...rest } = cell.params;
  named('task', '', task);
  const { kind, bound, critic, optimizer, ...baseline } = objectAt(estimator);
  setting.kind = scalar(kind ?? null);
  if (kind === 'neural') {
    named('estimator', 'bound.', bound);
    named('critic', 'critic.', critic);
    named('optimizer', 'optimizer.', optimizer);
  } else {
    named('estimator', 'baseline.', baseline);
  }
  const { mode, size, pool } = objectAt(references);
  if (mode !== undefined) setting.references = scalar(mode);
  if (pool !== undefined) setting.referencePool = scalar(pool);
  if (size !== undefined) setting.referenceSize = scalar(size);
  add('', rest);
  setting.engine = cell.engine;
  add('protocol.', cell.protocol);
  return setting;
}
