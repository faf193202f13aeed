import { type Cell, type CellResult, foldIn, keyFromSeed, type Pairs, type ProcedureContext } from '@minebench/core';
import { independentDraws } from '@minebench/generators';
import { createChoice, kinds } from '../../experiment/choices.ts';
import { factsOfTask } from '../facts-of-task.ts';
import { summarizeReplicates } from './summary.ts';
import { minibatchValues } from './values.ts';

/** Minibatches drawn at once. */
const BLOCK = 64;

const rows = ({ dimX, dimY, x, y }: Pairs, start: number, count: number): Pairs => ({
  count,
  dimX,
  dimY,
  x: x.subarray(start * dimX, (start + count) * dimX),
  y: y.subarray(start * dimY, (start + count) * dimY),
});

/** Runs one cell: `{ values: { dv, nwj, infonce } }`, each a summary of its values over the minibatches. */
export async function runMinibatchOracle(cell: Cell, { baseUrl, onProgress }: ProcedureContext): Promise<CellResult> {
  const task = await createChoice(kinds.task, cell.params.task, baseUrl, 'task');
  const { batchSize, referenceSize, replicates } = cell.params as Record<string, number>;
  const logRatio = task.logDensityRatio!.bind(task);
  const key = keyFromSeed(cell.dataSeed);
  const values = {
    dv: new Float64Array(replicates),
    nwj: new Float64Array(replicates),
    infonce: new Float64Array(replicates),
  };
  for (let done = 0, block = 0; done < replicates; done += BLOCK, block++) {
    const count = Math.min(BLOCK, replicates - done);
    const joint = task.sample(count * batchSize, foldIn(foldIn(key, 'joint'), block));
    const reference = independentDraws(task, count * referenceSize, foldIn(foldIn(key, 'reference'), block));
    for (let k = 0; k < count; k++) {
      const read = minibatchValues(
        logRatio,
        rows(joint, k * batchSize, batchSize),
        rows(reference, k * referenceSize, referenceSize),
      );
      for (const id of ['dv', 'nwj', 'infonce'] as const) values[id][done + k] = read[id];
    }
    onProgress?.((done + count) / replicates);
  }
  const summaries = Object.entries(values).map(([id, of]) => [id, summarizeReplicates(of)]);
  return { status: 'completed', ...factsOfTask(task), values: Object.fromEntries(summaries) };
}
