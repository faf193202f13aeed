import { it } from 'vitest';
import { survivesKills } from './support/kill-trial.ts';

it('a sweep that is killed a hundred times is completed by the same command, with the bytes of an undisturbed sweep', () =>
  survivesKills({ seeds: 600, workers: 2, kills: 100, seed: 3 }));
