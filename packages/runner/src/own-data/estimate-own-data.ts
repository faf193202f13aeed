import type { OwnDataOptions, OwnDataResult } from './own-data.ts';

/**
 * Estimates the mutual information, in nats, of two sets of columns of a file: reads it once, divides its rows at random into parts for training, selection
 * and evaluation, and runs a portfolio of estimators, each with a 95% interval, a permutation test of independence and what theory has against it.
 * The same file, options and seed give the same numbers. Estimators and runtimes are imported when this is first called.
 *
 * @throws InputError where the file, a column or an option is wrong; an estimator that breaks down is an estimate with status `diverged` or `failed`
 */
export const estimateOwnData = async (path: string, options: OwnDataOptions): Promise<OwnDataResult> =>
  (await import('./run-own-data.ts')).runOwnData(path, options);
