import type { z } from 'zod';
import type { CellResult, Procedure } from './contracts/record.ts';

/** A procedure that knows the shape of its results, so that a damaged record is not taken for an answer. */
export interface CheckedProcedure extends Procedure {
  /** What is wrong with a result, as in `evaluation.nats is not as it should be`; undefined where nothing is. */
  flawOf(result: CellResult): string | undefined;
}

/** What a procedure finds wrong with a result; of one that does not check its results, nothing. */
export const flawOf = (procedure: Procedure, result: CellResult): string | undefined =>
  (procedure as Partial<CheckedProcedure>).flawOf?.(result);

/** The first member of a value that does not fit a schema, in words. */
export function firstFlaw(schema: z.ZodType, value: unknown): string | undefined {
  const outcome = schema.safeParse(value);
  if (outcome.success) return undefined;
  const { path } = outcome.error.issues[0];
  return `${path.length > 0 ? path.join('.') : 'it'} is missing or not as it should be`;
}
