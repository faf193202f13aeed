import { InputError, type Key } from '@minebench/core';
import { type ColumnFacts, columnFacts, isConstant } from './column-facts.ts';
import { duplicateRows } from './duplicate-rows.ts';
import type { OwnTable } from './own-columns.ts';
import { type OwnSample, splitRows } from './split-rows.ts';
import { type ColumnTransform, normalScores, standardize } from './transform-column.ts';
import { dataWarnings } from './warnings/data-warnings.ts';

/** The user's rows as estimators take them, and what is known of the columns as they were. */
export interface PreparedTable {
  readonly sample: OwnSample;
  readonly facts: readonly ColumnFacts[];
  readonly warnings: readonly string[];
}

/**
 * Looks at the columns, leaves constant ones out, transforms the others in place and divides the rows. The table is empty afterwards, so that memory
 * never holds it twice.
 * @throws InputError where X or Y is constant
 */
export function prepareTable(table: OwnTable, transform: ColumnTransform, key: Key): PreparedTable {
  const { rows, columns } = table;
  const facts = columns.map(columnFacts);
  const duplicates = duplicateRows(
    columns.map(({ values }) => values),
    rows,
  );
  for (const variable of ['x', 'y'] as const) requireVaries(variable, facts);
  const left = { x: [] as Float64Array[], y: [] as Float64Array[] };
  for (const [index, { variable, values }] of columns.splice(0).entries()) {
    if (isConstant(facts[index])) continue;
    if (transform === 'normal scores') normalScores(values);
    else standardize(values, facts[index]);
    left[variable].push(values);
  }
  const warnings = dataWarnings({ rows, columns: facts, duplicates, transform });
  return { sample: splitRows(left, key), facts, warnings };
}

function requireVaries(variable: 'x' | 'y', facts: readonly ColumnFacts[]): void {
  const own = facts.filter((column) => column.variable === variable);
  if (!own.every(isConstant)) return;
  throw new InputError({
    argument: `--${variable}`,
    value: own.map(({ name }) => name).join(','),
    problem: 'is constant: it has no information about anything',
    remedy: 'choose columns that vary',
  });
}
