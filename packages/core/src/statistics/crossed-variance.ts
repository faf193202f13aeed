import { InputError } from '../errors.ts';
import type { Interval } from './bootstrap.ts';
import { mean } from './mean.ts';
import { meanSquareDifferenceInterval, meanSquareInterval } from './mean-square-interval.ts';

/** A variance component. `estimate` and the interval's ends are negative where the moments are: they say how near zero it is, and are not clamped. */
export interface VarianceComponent {
  readonly estimate: number;
  readonly interval: Interval;
}

export interface CrossedVariance {
  /** Of all values. */
  readonly mean: number;
  /** a rows and b columns. */
  readonly counts: { readonly rows: number; readonly columns: number };
  readonly rows: VarianceComponent;
  readonly columns: VarianceComponent;
  /** What neither explains: interaction and noise, of which one value a cell cannot tell the shares. */
  readonly residual: VarianceComponent;
  readonly meanSquares: { readonly rows: number; readonly columns: number; readonly residual: number };
  readonly degreesOfFreedom: { readonly rows: number; readonly columns: number; readonly residual: number };
}

/**
 * Variance components of a crossed design with one value a cell, y_ij = mean + row_i + column_j + residual_ij, all effects random: by the analysis of
 * variance, unbiased whatever the effects' distributions, (MS_rows - MS_residual) / b, (MS_columns - MS_residual) / a and MS_residual.
 *
 * The intervals are for normal effects: chi-squared for the residual, the modified large-sample interval of Ting et al. (1990) for the differences of mean squares.
 * @param values - rows of equally many numbers
 * @param level - coverage of each interval, in (0, 1); 0.95 where absent
 * @throws InputError where there are fewer than two rows or columns, or rows differ in length
 */
export function crossedVariance(values: readonly ArrayLike<number>[], level = 0.95): CrossedVariance {
  const [a, b] = [values.length, values[0]?.length ?? 0];
  requireGrid(values, a, b);
  const rowMeans = values.map((row) => mean(row));
  const columnMeans = Array.from({ length: b }, (_, j) => mean(values.map((row) => row[j])));
  const center = mean(rowMeans);
  const squares = (deviations: readonly number[]): number => deviations.reduce((sum, value) => sum + value * value, 0);
  const residuals = values.flatMap((row, i) =>
    Array.from({ length: b }, (_, j) => row[j] - rowMeans[i] - columnMeans[j] + center),
  );
  const df = { rows: a - 1, columns: b - 1, residual: (a - 1) * (b - 1) };
  const squared = {
    rows: (b * squares(rowMeans.map((value) => value - center))) / df.rows,
    columns: (a * squares(columnMeans.map((value) => value - center))) / df.columns,
    residual: squares(residuals) / df.residual,
  };
  const noise = { meanSquare: squared.residual, df: df.residual };
  const component = (of: 'rows' | 'columns', values: number): VarianceComponent => ({
    estimate: (squared[of] - squared.residual) / values,
    interval: meanSquareDifferenceInterval({ meanSquare: squared[of], df: df[of] }, noise, 1 / values, level),
  });
  return {
    mean: center,
    counts: { rows: a, columns: b },
    rows: component('rows', b),
    columns: component('columns', a),
    residual: { estimate: squared.residual, interval: meanSquareInterval(noise, level) },
    meanSquares: squared,
    degreesOfFreedom: df,
  };
}

function requireGrid(values: readonly ArrayLike<number>[], a: number, b: number): void {
  const ragged = values.findIndex((row) => row.length !== b);
  if (ragged > 0)
    throw new InputError({
      argument: `values[${ragged}]`,
      value: values[ragged].length,
      problem: `numbers where the first row has ${b}`,
      remedy: 'give one value for each combination of row and column',
    });
  if (a < 2 || b < 2)
    throw new InputError({
      argument: 'values',
      value: `${a} x ${b}`,
      problem: 'tells rows from columns no more',
      remedy: 'give at least two rows and two columns',
    });
}
