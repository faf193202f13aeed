import { type Cell, type CellResult, foldIn, keyFromSeed, type ProcedureContext } from '@minebench/core';
import { createReferences, type ReferenceOptions } from '@minebench/generators';
import { createChoice, kinds } from '../../experiment/choices.ts';
import { factsOfTask } from '../facts-of-task.ts';
import { countPairs } from './counts.ts';
import { pictureOf } from './picture.ts';

/** Runs one resampling cell: `{ fixedPoints, distinct, picture? }`. */
export async function runResampling(cell: Cell, { baseUrl }: ProcedureContext): Promise<CellResult> {
  const task = await createChoice(kinds.task, cell.params.task, baseUrl, 'task');
  const [n, repeats, side] = [cell.params.n, cell.params.repeats, cell.params.picture] as number[];
  const scheme = createReferences(cell.params.references as unknown as ReferenceOptions, { batchSize: n, n });
  const key = keyFromSeed(cell.dataSeed);
  const counts = countPairs(scheme, n, repeats, foldIn(key, 'references'));
  const picture =
    side > 0
      ? { picture: pictureOf(task.sample(n, foldIn(key, 'sample')), scheme.draw!(n, foldIn(key, 'picture')), side) }
      : {};
  return { status: 'completed', ...factsOfTask(task), ...counts, ...picture } as unknown as CellResult;
}
