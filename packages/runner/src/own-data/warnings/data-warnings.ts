import { type ColumnFacts, isConstant, isDiscrete } from '../column-facts.ts';
import type { ColumnTransform } from '../transform-column.ts';

/** What is known of the user's table before anything is estimated. */
export interface DataFacts {
  readonly rows: number;
  readonly columns: readonly ColumnFacts[];
  /** Rows that repeat an earlier one. */
  readonly duplicates: number;
  readonly transform: ColumnTransform;
}

const dimensionOf = (columns: readonly ColumnFacts[], variable: 'x' | 'y'): number =>
  columns.filter((column) => column.variable === variable && !isConstant(column)).length;

const percent = (share: number): string => `${(100 * share).toPrecision(2)}%`;

export const constantColumns = ({ columns }: DataFacts): string[] =>
  columns
    .filter(isConstant)
    .map(({ name, mean }) => `column ${name} is constant (${mean}): it carries no information and is left out`);

export const discreteColumns = ({ columns }: DataFacts): string[] =>
  columns
    .filter(isDiscrete)
    .map(
      ({ name, distinct }) =>
        `column ${name} has only ${distinct} different values: it is discrete, and estimators for densities (ksg, cca) mean little on it`,
    );

/** Where every column is discrete, copies are what one expects. */
export function duplicatedRows({ rows, columns, duplicates }: DataFacts): string[] {
  if (duplicates === 0 || columns.every((column) => isConstant(column) || isDiscrete(column))) return [];
  return [
    `${duplicates} rows (${percent(duplicates / rows)}) are copies of other rows, which a sample from a density never has: copies on both sides of the split let a critic be judged on rows it has seen, and ksg takes them for neighbours at distance 0`,
  ];
}

/** 95% of the normal distribution lie below. */
const ONE_SIDED = 1.645;

/** Hill's tail index of at most 4, beyond its own error: the fourth moment, which the standard errors of scales and of many critics rest on, does not exist. */
export function heavyTails({ columns, transform }: DataFacts): string[] {
  if (transform === 'normal scores') return [];
  return columns.flatMap((column) => {
    const { name, tail } = column;
    if (isConstant(column) || isDiscrete(column) || !tail || tail.alpha + ONE_SIDED * tail.standardError >= 4)
      return [];
    return [
      `column ${name} has heavy tails (tail index about ${tail.alpha.toPrecision(2)}: moments beyond that do not exist): a few values rule its scale and a critic's largest weights; --rank takes normal scores instead, which keeps the information`,
    ];
  });
}

/** Of a table this small even independent Gaussians read dimX dimY / 2n on average (Wishart's law), here .05 nats and more. */
export function fewRowsForDimension({ rows, columns }: DataFacts): string[] {
  const product = dimensionOf(columns, 'x') * dimensionOf(columns, 'y');
  const excess = product / (2 * rows);
  if (excess < 0.05) return [];
  return [
    `${rows} rows are few for ${dimensionOf(columns, 'x')} + ${dimensionOf(columns, 'y')} columns: independent Gaussians of this size read about ${excess.toFixed(2)} nats by cca, and a critic overfits; choose fewer columns or give ${Math.ceil(10 * product)} rows`,
  ];
}

/** The evaluation part is a fifth: intervals rest on its central limit theorem. */
export function smallEvaluationPart({ rows }: DataFacts): string[] {
  const evaluation = Math.floor(rows / 5);
  return evaluation >= 100
    ? []
    : [`only ${evaluation} rows judge each critic: intervals are wide and rough; 500 rows or more are better`];
}

const table = [
  constantColumns,
  discreteColumns,
  duplicatedRows,
  heavyTails,
  fewRowsForDimension,
  smallEvaluationPart,
] as const;

/** What theory says against a table, a sentence each. */
export const dataWarnings = (facts: DataFacts): string[] => table.flatMap((warn) => warn(facts));
