import { plural } from '../theme/plural.ts';
import { type GroupSummary, leastForInterval } from './group-summary.ts';

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** `five`: how many completed replicates an interval needs, as a caption says it. */
export const leastForIntervalInWords: string = words[leastForInterval] ?? String(leastForInterval);

/** What 95% is worth with the fewest replicates, for captions; the shares are of normal estimates. */
export const intervalCaveat =
  'The 95% are nominal: of five replicates they cover the true mean about 82% of the time, the true standard deviation about 63%.';

/** Says how many of the groups have no interval and why; nothing where all have one. */
export function intervalNote(groups: readonly GroupSummary[], noun: string): string[] {
  const without = groups.filter((group) => group.completed < leastForInterval).length;
  if (without === 0) return [];
  const which =
    without === groups.length ? 'no intervals' : `no interval for ${without} of ${plural(groups.length, noun)}`;
  return [`${which}: fewer than ${leastForIntervalInWords} completed replicates`];
}
