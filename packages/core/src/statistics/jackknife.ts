import { InputError } from '../errors.ts';
import { mean } from './mean.ts';

/** What a delete-block jackknife found. */
export interface Jackknife {
  /** sqrt((g - 1)/g sum (theta_k - mean)^2) over the g estimates. */
  readonly standardError: number;
  /** The estimate without block k, for each k. */
  readonly withoutBlock: Float64Array;
}

/**
 * Delete-block jackknife: the points 0 .. count - 1 fall into `blocks` consecutive blocks of (nearly) equal size, and the statistic is taken
 * without each block in turn. Serves where pairs share points, so that pairs are not independent but points are.
 * J. Shao and C. F. J. Wu, A general theory for jackknife variance estimation, Ann. Statist. 17 (1989).
 *
 * @param statisticWithout - the statistic of all points but those in [start, end)
 * @throws InputError where `blocks` is not an integer in [2, count]
 */
export function blockJackknife(
  count: number,
  blocks: number,
  statisticWithout: (start: number, end: number) => number,
): Jackknife {
  if (!Number.isSafeInteger(blocks) || blocks < 2 || blocks > count)
    throw new InputError({
      argument: 'blocks',
      value: blocks,
      problem: `cannot divide ${count} points`,
      remedy: `give an integer from 2 to ${count}`,
    });
  const withoutBlock = Float64Array.from({ length: blocks }, (_, block) =>
    statisticWithout(Math.floor((block * count) / blocks), Math.floor(((block + 1) * count) / blocks)),
  );
  const center = mean(withoutBlock);
  let squares = 0;
  for (const value of withoutBlock) squares += (value - center) ** 2;
  return { standardError: Math.sqrt(((blocks - 1) / blocks) * squares), withoutBlock };
}
