import { it } from 'vitest';
import { survivesKills } from './support/kill-trial.ts';

// On a busy machine it takes minutes.
const timeout = 600_000;

it(
  'a sweep that is killed ten times is completed by the same command, with the bytes of an undisturbed sweep',
  {
    timeout,
  },
  () => survivesKills({ seeds: 60, workers: 1, kills: 10, seed: 1 }),
);
