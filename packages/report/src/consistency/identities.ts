import { canonicalJson, type JsonObject } from '@minebench/core';
import { objectAt, textAt, without } from '../rows/json-access.ts';

/** What an estimator of information must satisfy, whatever the truth is. */
export type ConsistencyCheck = 'independence' | 'data-processing' | 'additivity' | 'invariance';

export const consistencyChecks: readonly ConsistencyCheck[] = [
  'independence',
  'data-processing',
  'additivity',
  'invariance',
];

/** What the estimate on one task must be next to the sum of those on others: equal to it, or for data processing at most it. Tasks by their canonical JSON. */
export interface Identity {
  readonly check: ConsistencyCheck;
  readonly task: string;
  readonly against: readonly string[];
  /** What sets it apart from others of its check: `under asinh`. */
  readonly name: string;
}

const listAt = (task: JsonObject, field: string): readonly JsonObject[] =>
  Array.isArray(task[field])
    ? task[field].map((item) => (typeof item === 'string' ? { id: item } : objectAt(item)))
    : [];

/** `affine(of=x, scale=3)`. */
const choiceText = (choice: JsonObject): string => {
  const options = Object.entries(without(choice, 'id')).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : canonicalJson(value)}`,
  );
  return (textAt(choice.id) ?? textAt(choice.file) ?? '?') + (options.length > 0 ? `(${options.join(', ')})` : '');
};

function identityOf(task: JsonObject): Identity | null {
  const key = canonicalJson(task);
  if (task.id === 'independence') {
    const marginals = choiceText(without(task, 'dimX', 'dimY', 'id')).replace(/^\?/, '');
    return { check: 'independence', task: key, against: [], name: `${task.dimX} + ${task.dimY} ${marginals}`.trim() };
  }
  if (task.id === 'markov-chain') {
    const rhos = Array.isArray(task.rhos) ? task.rhos : [];
    const link = typeof task.link === 'number' ? task.link : rhos.length;
    if (link < 2) return null;
    const before = canonicalJson({ ...task, link: link - 1 });
    const name = `link ${link} ≤ link ${link - 1} of ${canonicalJson(rhos)}`;
    return { check: 'data-processing', task: key, against: [before], name };
  }
  if (task.id === 'independent-blocks') {
    const blocks = listAt(task, 'blocks');
    const names = new Set(blocks.map(choiceText));
    const name = names.size === 1 ? `${blocks.length} × ${[...names][0]}` : [...blocks.map(choiceText)].join(' + ');
    return { check: 'additivity', task: key, against: blocks.map((block) => canonicalJson(block)), name };
  }
  if (task.id === 'transformed') {
    const name = `${listAt(task, 'transforms').map(choiceText).join(', ')} of ${choiceText(objectAt(task.base))}`;
    return { check: 'invariance', task: key, against: [canonicalJson(objectAt(task.base))], name };
  }
  return null;
}

/**
 * The identities among tasks, read off what the tasks are made of: a Markov chain's link against the one before, blocks against their sum, an image against what
 * it is the image of, and independence against nothing. They hold of any base, known or not (Song and Ermon 2020, section 5).
 */
export function identitiesOf(tasks: readonly JsonObject[]): Identity[] {
  const identities = new Map<string, Identity>();
  for (const task of tasks) {
    const identity = identityOf(task);
    if (identity !== null) identities.set(identity.task, identity);
  }
  const order = (identity: Identity): string => `${consistencyChecks.indexOf(identity.check)} ${identity.name}`;
  return [...identities.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}
