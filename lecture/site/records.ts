import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readResults } from '@minebench/report';

/** A number and where it comes from. */
export interface Reading {
  readonly value: number;
  /** In words: which report, which records, which field; or the closed form. */
  readonly source: string;
}

export type Row = Readonly<Record<string, unknown>>;

type Condition = Readonly<Record<string, unknown>> | ((row: Row) => boolean);

interface Verdict {
  readonly name: string;
  readonly verdict: 'holds' | 'fails' | 'unresolved';
  readonly detail: string;
  readonly reason: string;
}

/** The value at a path of dots in a row; `row['result']['values']['dv']` for `result.values.dv`. */
export function valueAt(row: Row, path: string): unknown {
  let value: unknown = row;
  for (const key of path.split('.')) value = (value as Record<string, unknown> | null | undefined)?.[key];
  return value;
}

const near = (a: unknown, b: unknown): boolean =>
  typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) < 1e-9 : a === b;

const matches = (row: Row, condition: Condition): boolean =>
  typeof condition === 'function'
    ? condition(row)
    : Object.entries(condition).every(([path, wanted]) => near(valueAt(row, path), wanted));

/** Records of one experiment, or some of them. Whatever is asked for and is not there is an error, so that a page without its numbers is never written. */
export class Records {
  constructor(
    readonly experiment: string,
    readonly rows: readonly Row[],
    readonly claims: readonly Verdict[],
    private readonly description = 'all records',
  ) {}

  /** Those that meet a condition: values by path, or a predicate with its description. */
  where(condition: Condition, description = JSON.stringify(condition).replace(/["{}]/g, '')): Records {
    const rows = this.rows.filter((row) => matches(row, condition));
    if (rows.length === 0) throw new Error(`reports/${this.experiment} has no record with ${description}`);
    return new Records(this.experiment, rows, this.claims, description);
  }

  /** Values of a path that occur, each once, numbers in ascending order. */
  distinct<T extends string | number>(path: string): T[] {
    const values = [...new Set(this.rows.map((row) => valueAt(row, path)))].filter((value) => value != null) as T[];
    if (values.length === 0) throw new Error(`reports/${this.experiment}: no record has ${path}`);
    return values.sort((a, b) => (a < b ? -1 : 1));
  }

  /** A field's numbers, one a record. */
  numbers(path: string): number[] {
    return this.rows.map((row) => {
      const value = valueAt(row, path);
      if (typeof value !== 'number' || !Number.isFinite(value))
        throw new Error(`reports/${this.experiment}: ${path} is ${String(value)} in a record with ${this.description}`);
      return value;
    });
  }

  /** The field's number, which must be the same in all of the records. */
  one(path: string): Reading {
    const [first, ...others] = this.numbers(path);
    if (!others.every((other) => near(other, first)))
      throw new Error(`reports/${this.experiment}: ${path} varies over records with ${this.description}`);
    return { value: first, source: this.source(path) };
  }

  /** The field's mean over the records. */
  mean(path: string): Reading {
    return this.over(path, 'mean of', (values) => values.reduce((sum, value) => sum + value, 0) / values.length);
  }

  least(path: string): Reading {
    return this.over(path, 'least', (values) => Math.min(...values));
  }

  largest(path: string): Reading {
    return this.over(path, 'largest', (values) => Math.max(...values));
  }

  get count(): Reading {
    return { value: this.rows.length, source: `reports/${this.experiment}: number of records, ${this.description}` };
  }

  /** The verdict on the claim whose name begins like this. */
  verdict(beginning: string): Verdict {
    const found = this.claims.filter(({ name }) => name.startsWith(beginning));
    if (found.length !== 1)
      throw new Error(`reports/${this.experiment} has ${found.length} claims that begin with "${beginning}"`);
    return found[0];
  }

  private over(path: string, what: string, of: (values: readonly number[]) => number): Reading {
    const values = this.numbers(path);
    return { value: of(values), source: `${this.source(path)}, ${what} ${values.length}` };
  }

  private source(path: string): string {
    return `reports/${this.experiment}: ${path}, ${this.description}`;
  }
}

/** Reads a report's records as they are published beside it. */
export async function readRecords(reports: string, experiment: string): Promise<Records> {
  const folder = join(reports, experiment);
  const { claims } = JSON.parse(readFileSync(join(folder, 'verdicts.json'), 'utf8')) as { claims: Verdict[] };
  return new Records(experiment, await readResults(join(folder, 'results.parquet')), claims);
}

/** A number that a formula gives; the formula is its source. */
export const closedForm = (value: number, formula: string): Reading => ({ value, source: `closed form: ${formula}` });

/** A number that follows from others. */
export const derived = (value: number, how: string, ...from: readonly Reading[]): Reading => ({
  value,
  source: `${how}, from ${from.map(({ source }) => source).join(' and ')}`,
});
