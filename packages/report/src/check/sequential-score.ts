import { normalQuantile, studentCdf } from '@minebench/core';
import { crossingProbability } from './crossing-probability.ts';

/** Beyond it a double has no tail probability. */
const MOST = 37;

/** The standard normal score with a given upper tail probability. */
export const scoreOf = (tail: number): number =>
  tail > 0.5 ? -scoreOf(1 - tail) : Math.min(MOST, -normalQuantile(Math.max(tail, Number.MIN_VALUE)));

/** P(T >= t) of Student's t: a half where t is 0/0, which says nothing. */
export function studentTail(t: number, df: number): number {
  if (Number.isNaN(t)) return 0.5;
  if (Number.isFinite(t)) return studentCdf(df, -t);
  return t > 0 ? 0 : 1;
}

/**
 * One hypothesis followed over the looks of a group-sequential design, by standard normal scores: t statistics enter as the score with their tail probability (Jennison
 * and Turnbull 2000, section 4.4). Its p-value is the smallest level at which O'Brien and Fleming's boundary would have been crossed by now (the sequential p-value of
 * Liu and Anderson 2008): it holds at any look, falls from look to look, and goes into Holm's procedure like any other.
 */
export class SequentialScore {
  private readonly fractions: readonly number[];
  private highest = -Infinity;

  /** @param fractions - share of the information at each look, ascending, 1 at the last */
  constructor(fractions: readonly number[]) {
    this.fractions = fractions;
  }

  /** @param score - standard normal where the hypothesis is only just true, large where it is not */
  see(look: number, score: number): void {
    this.highest = Math.max(this.highest, score * Math.sqrt(this.fractions[look]));
  }

  /** 1 before the first look. */
  get pValue(): number {
    return this.highest === -Infinity ? 1 : crossingProbability(this.fractions, this.highest);
  }
}
