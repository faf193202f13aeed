import { createHash } from 'node:crypto';
import { type Cell, canonicalJson, type JsonObject } from '@minebench/core';
import { objectAt, textAt, without } from '../rows/json-access.ts';
import { settingOf } from '../rows/setting.ts';

/** An estimator on a task, for readers. */
export interface ComparisonName {
  readonly task: string;
  readonly estimator: string;
}

/** What replicates share, whatever engine, protocol and sources answer it: the comparison's identity in a baseline, 16 hexadecimal digits. */
export const questionOf = ({ procedure, params }: Cell): string =>
  createHash('sha256').update(canonicalJson({ procedure, params })).digest('hex').slice(0, 16);

/** `dv + joint-mlp`, `ksg`. */
function estimatorOf({ params }: Cell): string {
  const { kind, bound, critic, id } = objectAt(params.estimator);
  if (kind !== 'neural') return textAt(id) ?? '?';
  const [own, network] = [textAt(objectAt(bound).id), textAt(objectAt(critic).id)];
  return network === null ? (own ?? '?') : `${own} + ${network}`;
}

interface Candidate {
  readonly question: string;
  readonly short: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The short name; where several go by it, with the fields by which these differ, as in `gaussian:rho=0.8`. */
function distinct(candidates: readonly Candidate[]): Map<string, string> {
  const byShort = new Map<string, Candidate[]>();
  for (const one of candidates) byShort.set(one.short, [...(byShort.get(one.short) ?? []), one]);
  const names = new Map<string, string>();
  for (const [short, alike] of byShort) {
    const keys = [...new Set(alike.flatMap(({ fields }) => Object.keys(fields)))].sort();
    const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
    const differing = keys.filter((key) => new Set(alike.map(({ fields }) => text(fields[key]))).size > 1);
    for (const { question, fields } of alike) {
      const parts = differing.filter((key) => fields[key] !== undefined).map((key) => `${key}=${text(fields[key])}`);
      names.set(question, [short, ...(parts.length > 0 ? [parts.join(',')] : [])].join(':'));
    }
  }
  return names;
}

/** Names of all comparisons of an experiment's `estimate` cells, by `questionOf`. */
export function comparisonNames(cells: readonly Cell[]): Map<string, ComparisonName> {
  const own = [...new Map(cells.filter(isCompared).map((cell) => [questionOf(cell), cell]))];
  const tasks = distinct(
    own.map(([question, { params }]) => {
      const task = objectAt(params.task);
      return { question, short: textAt(task.id) ?? '?', fields: without(task, 'id') };
    }),
  );
  const estimators = distinct(
    own.map(([question, cell]) => ({
      question,
      short: estimatorOf(cell),
      fields: settingOf({ ...cell, params: without(cell.params, 'task') as JsonObject }),
    })),
  );
  return new Map(
    own.map(([question]) => [question, { task: tasks.get(question)!, estimator: estimators.get(question)! }]),
  );
}

/** Only estimates have an error to compare. */
export const isCompared = ({ procedure }: { readonly procedure: string }): boolean => procedure === 'estimate';
