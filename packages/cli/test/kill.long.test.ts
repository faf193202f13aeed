import { describe, it } from 'vitest';
import { chainExperiment } from './support/experiments.ts';
import { survivesKills } from './support/kill-trial.ts';

describe('a sweep that is killed with SIGKILL', () => {
  it('twenty times is completed by the same command, with the bytes of an undisturbed sweep', async () => {
    const files = { 'chain.ts': chainExperiment({ seeds: 100, rounds: 3000 }) };
    await survivesKills({ file: 'chain.ts', files, cells: 100, kills: 20, seed: 3 });
  });
});
