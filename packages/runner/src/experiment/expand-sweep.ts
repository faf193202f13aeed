import { type CellPlan, type ExpandContext, type ExperimentSweep, InputError } from '@minebench/core';
import { z } from 'zod';
import { messageOf } from '../run/message-of.ts';

const planSchema = z.object({
  params: z.looseObject({}),
  dataSeed: z.number(),
  initSeed: z.number(),
  engine: z.string(),
  protocol: z.looseObject({}),
  files: z.array(z.string()),
});

/**
 * The cells of a sweep, as its procedure expands it. A procedure may be a user's: what it throws, and what it gives that is no list of cells, is told as
 * any other wrong input is.
 * @throws InputError
 */
export async function expandSweep(
  { procedure, sweep, path }: ExperimentSweep,
  context: ExpandContext,
): Promise<readonly CellPlan[]> {
  const problem = (text: string, remedy: string) => procedureProblem(path, procedure.id, text, remedy);
  let plans: readonly CellPlan[];
  try {
    plans = await procedure.expand(sweep, path, context);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw problem(`threw while it expanded its sweep: ${messageOf(error)}`, 'correct what throws there');
  }
  if (!Array.isArray(plans)) throw problem('expands its sweep to no list of cells', 'return an array from expand');
  const [first] = plans;
  if (first === undefined) return plans;
  // All come out of one function: the first tells.
  const flaw = planSchema.safeParse(first).error?.issues[0].path.join('.');
  if (flaw !== undefined)
    throw problem(
      `gives a cell whose ${flaw || 'whole'} is missing or not as it should be`,
      'give params, dataSeed, initSeed, engine, protocol and files',
    );
  return plans;
}

/** What is wrong with a procedure that a sweep names. */
export const procedureProblem = (path: string, id: string, problem: string, remedy: string): InputError =>
  new InputError({ argument: `${path}.procedure`, value: id, problem, remedy });
