import { it } from 'vitest';
import { survivesKills } from './support/kill-trial.ts';

it('a sweep that is killed ten times is completed by the same command, with the bytes of an undisturbed sweep', () =>
  survivesKills({ seeds: 60, workers: 1, kills: 10, seed: 1 }));
