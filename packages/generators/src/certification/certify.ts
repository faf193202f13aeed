import { foldIn, InputError, type Key, type KnownMi, keyFromSeed, type Pairs, type Task } from '@minebench/core';
import { checkAlphabet } from './alphabets.ts';
import type { Check } from './check.ts';
import { checkCorrelations } from './correlations.ts';
import { checkMarginals } from './marginals.ts';
import { checkRatio, ratiosOf } from './mean-ratio.ts';

export interface CertifyOptions {
  /** Nats: of the mean log density ratio. .005 where absent. */
  readonly standardError?: number;
  /** Draws that may be spent on it; 2 * 10^7 where absent. */
  readonly mostDraws?: number;
  /** 1 where absent. */
  readonly seed?: number;
}

/** What a task's sampler was held to, and how it fared. */
export interface Certificate {
  readonly task: string;
  readonly dimX: number;
  readonly dimY: number;
  readonly mi: KnownMi;
  /** `certified`: every check holds; `refuted`: one fails; `unresolved`: one does not decide, or there is nothing to check. */
  readonly verdict: 'certified' | 'refuted' | 'unresolved';
  readonly checks: readonly Check[];
}

/** Numbers of the draw that distributions, correlations and tables are held to. */
const MOST_NUMBERS = 4e6;

/**
 * Holds a task's sampler to its stated information and to everything its definition states: the mean log density ratio, that of the task it is
 * an image of at the inverted pairs, exact marginal distributions, the correlation matrix, the joint table. A true sampler fails a check with
 * a probability of about 6 in 10^5. The number of draws grows as 1 / standardError^2, memory does not.
 *
 * @throws InputError where an option is no positive number
 */
export function certify(task: Task, options: CertifyOptions = {}): Certificate {
  const { standardError = 0.005, mostDraws = 2e7, seed = 1 } = options;
  requirePositive('standardError', standardError);
  requirePositive('mostDraws', mostDraws);
  const key = foldIn(keyFromSeed(seed), 'certification');
  const precision = { standardError, mostDraws };
  const ratios = ratiosOf(task).map((ratio, k) => checkRatio(task, ratio, precision, foldIn(foldIn(key, 'ratio'), k)));
  const checks = [...ratios, ...checkEvidence(task, evidenceDraws(task, standardError), foldIn(key, 'evidence'))];
  return { task: task.id, dimX: task.dimX, dimY: task.dimY, mi: task.mi, verdict: verdictOf(checks), checks };
}

/** 10^5 draws at a standard error of .005, fewer in many dimensions. */
const evidenceDraws = (task: Task, standardError: number): number =>
  Math.max(1000, Math.floor(Math.min(2.5 / standardError ** 2, MOST_NUMBERS / (task.dimX + task.dimY))));

function checkEvidence(task: Task, count: number, key: Key): Check[] {
  if (!task.evidence) return [];
  return evidenceChecks(task, task.sample(count, key));
}

/** The evidence of a task, and of the tasks it is an image of at the inverted pairs. */
function evidenceChecks(task: Task, pairs: Pairs): Check[] {
  const own = [checkMarginals(task, pairs), checkCorrelations(task, pairs), ...checkAlphabet(task, pairs)];
  const base = task.evidence?.base;
  const ofBase = base ? evidenceChecks(base.task, base.invert(pairs)) : [];
  return [
    ...own.filter((check) => check !== undefined),
    ...ofBase.map((check) => ({ ...check, name: named(check.name, base!.task.id) })),
  ];
}

/** Of a chain of images the innermost task is named once. */
const named = (name: string, base: string): string =>
  name.includes(' of ') ? name : `${name} of ${base} at the inverted pairs`;

function verdictOf(checks: readonly Check[]): Certificate['verdict'] {
  if (checks.some(({ verdict }) => verdict === 'fails')) return 'refuted';
  return checks.length === 0 || checks.some(({ verdict }) => verdict === 'unresolved') ? 'unresolved' : 'certified';
}

function requirePositive(argument: string, value: number): void {
  if (Number.isFinite(value) && value > 0) return;
  throw new InputError({ argument, value, problem: 'is no positive number', remedy: 'give a number above 0' });
}
