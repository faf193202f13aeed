import type { EstimateRow } from '../rows/estimate-row.ts';

/** The truth at one correlation. */
export interface TruthPoint {
  readonly rho: number;
  readonly nats: number;
}

/** What is drawn between the settings at which records know the truth. */
export interface TruthCurve {
  /** `exact`: the closed form on a dense grid. `segments`: straight lines from setting to setting, which say nothing about what lies between. */
  readonly kind: 'exact' | 'segments';
  readonly points: readonly TruthPoint[];
}

/**
 * I(X; Y) = -(d/2) log(1 - rho^2) in nats, of d independent pairs of normal variables with correlation rho each: T. M. Cover and J. A. Thomas,
 * Elements of Information Theory (2006), example 8.5.1.
 * @param rho - in (-1, 1)
 */
export const correlatedGaussianInformation = (dimension: number, rho: number): number =>
  // + 0: an information of -0 would be printed as such
  -0.5 * dimension * Math.log1p(-rho * rho) + 0;

/** Intervals of the grid: chords of so many leave the curve by less than a pixel. */
const gridIntervals = 120;

/** Rounding of a record's truth against the formula, which sums logarithms in another order. */
const agreement = 1e-9;

/** The truths that records state, one a correlation and value, by correlation. */
export function knownTruths(rows: readonly EstimateRow[]): TruthPoint[] {
  const points = new Map<string, TruthPoint>();
  for (const { rho, truth } of rows)
    if (rho !== null && truth !== null) points.set(`${rho} ${truth}`, { rho, nats: truth });
  return [...points.values()].sort((a, b) => a.rho - b.rho || a.nats - b.nats);
}

/** The dimension of a correlated Gaussian of which every row is a setting; `null` where they are of another task, or of several. */
function gaussianDimension(rows: readonly EstimateRow[]): number | null {
  const dimensions = new Set(
    rows.map((row) => (row.task === 'gaussian' && row.rho !== null ? row.setting.dimension : null)),
  );
  const [dimension] = dimensions;
  return dimensions.size === 1 && typeof dimension === 'number' ? dimension : null;
}

/**
 * What to draw between the swept settings. The closed form where all rows are of one correlated Gaussian and it gives every truth that their records
 * state; else segments from truth to truth, which invent no values; `null` where rows state several truths at one correlation, or fewer than two.
 */
export function truthCurve(rows: readonly EstimateRow[]): TruthCurve | null {
  const known = knownTruths(rows);
  if (known.length < 2 || new Set(known.map(({ rho }) => rho)).size < known.length) return null;
  const dimension = gaussianDimension(rows);
  const agrees = ({ rho, nats }: TruthPoint): boolean =>
    dimension !== null &&
    Math.abs(correlatedGaussianInformation(dimension, rho) - nats) <= agreement * Math.max(1, Math.abs(nats));
  if (dimension === null || !known.every(agrees)) return { kind: 'segments', points: known };
  // even in atanh(rho), of which d log cosh is the curve: fine where it is steep
  const [low, high] = [known[0].rho, known[known.length - 1].rho].map(Math.atanh);
  const points = Array.from({ length: gridIntervals + 1 }, (_, index) => {
    if (index === 0) return known[0];
    if (index === gridIntervals) return known[known.length - 1];
    const rho = Math.tanh(low + ((high - low) * index) / gridIntervals);
    return { rho, nats: correlatedGaussianInformation(dimension, rho) };
  });
  return { kind: 'exact', points };
}
