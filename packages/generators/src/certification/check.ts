import type { JsonObject } from '@minebench/core';

/** One thing that a task's sampler was held to. */
export interface Check {
  readonly name: string;
  /** `unresolved` where the draws that were allowed do not decide. */
  readonly verdict: 'holds' | 'fails' | 'unresolved';
  /** The numbers compared, in a sentence. */
  readonly detail: string;
  readonly numbers: JsonObject;
}

/** Standard errors that a mean may lie from what is stated. */
export const STANDARD_ERRORS = 4;

/** Probability that a true sampler fails one check of many numbers: that of a normal number beyond four standard errors, either side. */
export const FALSE_ALARM = 6.3e-5;

/** What the largest of `count` standard normal numbers, either side, exceeds with probability below {@link FALSE_ALARM}: P(|Z| > z) <= 2 e^(-z^2 / 2). */
export const largestOf = (count: number): number => Math.sqrt(2 * Math.log((2 * count) / FALSE_ALARM));

/** What a chi-square number exceeds with probability below {@link FALSE_ALARM} (Laurent and Massart 2000, lemma 1). */
export function chiSquareBound(degrees: number): number {
  const x = Math.log(1 / FALSE_ALARM);
  return degrees + 2 * Math.sqrt(degrees * x) + 2 * x;
}
