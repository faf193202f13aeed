import { describe, it } from 'vitest';
import { chainExperiment, estimateExperiment } from './support/experiments.ts';
import { survivesKills } from './support/kill-trial.ts';

describe('a sweep that is killed with SIGKILL', () => {
  it('five times is completed by the same command, with the bytes of an undisturbed sweep', async () => {
    const files = { 'chain.ts': chainExperiment({ seeds: 30, rounds: 2500 }) };
    await survivesKills({ file: 'chain.ts', files, cells: 30, kills: 5, seed: 1 });
  });

  it('while it trains is completed likewise', async () => {
    const files = {
      'estimates.ts': estimateExperiment(`{
        task: 'gaussian', rho: 0.6, n: 1000, batchSize: 64, bound: ['dv', 'mine', 'mine-f'], seeds: 4,
        critic: { id: 'joint-mlp', hidden: [32, 32] },
        protocol: { steps: 600, selectEvery: 50, selectionSize: 500, evaluationSize: 2000, evaluationReferences: 2000 },
      }`),
    };
    await survivesKills({ file: 'estimates.ts', files, cells: 12, kills: 2, seed: 2 });
  });
});
