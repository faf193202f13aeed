import { type Cell, type CellResult, keyFromSeed, type ProcedureContext } from '@minebench/core';
import { createChoice, kinds } from '../../experiment/choices.ts';
import { factsOfTask } from '../facts-of-task.ts';
import { drawBlocks } from './blocks.ts';
import { type HostCritic, trialCritics } from './critics.ts';
import { CriticMoments, oracleReadings } from './readings.ts';

/** A critic's moments over all draws, and the largest gap of the identity on any block and on the whole. */
interface Trial {
  readonly critic: HostCritic;
  readonly moments: CriticMoments;
  gap: number;
}

/** Runs one oracle cell: `{ truth, values, identityGap }`, the gaps by critic. */
export async function runOracle(cell: Cell, { baseUrl, onProgress }: ProcedureContext): Promise<CellResult> {
  const task = await createChoice(kinds.task, cell.params.task, baseUrl, 'task');
  const n = cell.params.n as number;
  const critics = trialCritics(task);
  const trials = new Map(
    Object.entries(critics).map(([name, critic]): [string, Trial] => [
      name,
      { critic, moments: new CriticMoments(), gap: 0 },
    ]),
  );
  let done = 0;
  for (const { joint, reference } of drawBlocks(task, n, keyFromSeed(cell.dataSeed))) {
    for (const trial of trials.values()) {
      const ofBlock = new CriticMoments();
      const [t, s] = [trial.critic(joint), trial.critic(reference)];
      trial.moments.add(t, s);
      ofBlock.add(t, s);
      trial.gap = Math.max(trial.gap, ofBlock.identityGap);
    }
    done += joint.count;
    onProgress?.(done / n);
  }
  const gaps = [...trials].map(([name, { gap, moments }]) => [name, Math.max(gap, moments.identityGap)]);
  const values = oracleReadings(trials.get('optimal')!.moments, trials.get('optimal + 1')!.moments);
  return { status: 'completed', ...factsOfTask(task), values, identityGap: Object.fromEntries(gaps) };
}
