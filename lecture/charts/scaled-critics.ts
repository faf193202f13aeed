import { closedForm, derived, type Reading, type Records } from '../site/records.ts';

/** What `experiments/imperfect-critics.ts` recorded at t = s log r, means over its samples. */
export interface ScaledCritic {
  readonly rho: number;
  readonly scale: number;
  /** I(X;Y). */
  readonly truth: Reading;
  /** E_P t. */
  readonly jointMean: Reading;
  /** log E_Q e^t. */
  readonly logReferenceMean: Reading;
  /** DV(t). */
  readonly dv: Reading;
  /** Standard error of DV(t), of the mean over the samples. */
  readonly standardError: number;
}

/** Correlations of the records. */
export const rhosOf = (records: Records): number[] => records.distinct<number>('params.rho');

/** Scales of the records. */
export const scalesOf = (records: Records): number[] =>
  (records.rows[0].result as { scales: { scale: number }[] }).scales.map(({ scale }) => scale);

/** The critics at one correlation, one a scale. */
export function scaledCritics(records: Records, rho: number): ScaledCritic[] {
  const found = records.where({ 'params.rho': rho });
  return scalesOf(records).map((scale, k) => {
    const at = (field: string): string => `result.scales.${k}.${field}`;
    const [jointMean, logReferenceMean] = [found.mean(at('jointMean')), found.mean(at('logReferenceMean'))];
    const squares = [...found.numbers(at('jointError')), ...found.numbers(at('logReferenceError'))];
    return {
      rho,
      scale,
      truth: found.one('result.truth'),
      jointMean,
      logReferenceMean,
      dv: derived(jointMean.value - logReferenceMean.value, 'difference', jointMean, logReferenceMean),
      standardError: Math.hypot(...squares) / found.rows.length,
    };
  });
}

/** The critic t = log r of one correlation. */
export const optimalCritic = (records: Records, rho: number): ScaledCritic =>
  scaledCritics(records, rho).find(({ scale }) => scale === 1)!;

/** D(P || G_t) of t = s log r for correlated normal variables. */
export const gibbsGap = (rho: number, scale: number): Reading =>
  closedForm(-Math.log1p(-((rho * (1 - scale)) ** 2)) / 2, '−½ log(1 − ρ²(1 − s)²)');

/** Whether e^t has a variance under Q at t = s log r, so that a standard error of its mean means something. */
export const hasVariance = (rho: number, scale: number): boolean => rho * Math.abs(1 - 2 * scale) < 1;
