import { type SetCell, Settings } from './settings.ts';
import { dearestFirst } from './shard.ts';

/**
 * The order in which a run takes its cells: one of each setting, then the others, the dearest first in both. What all settings cost is known early, for the forecast
 * and for whoever looks at the first results, and the cells at the end are small, so that the workers end at about the same time.
 */
export function inRunningOrder<T extends { readonly cell: SetCell; readonly cost: number }>(cells: readonly T[]): T[] {
  const settings = new Settings();
  const seen = new Set<string>();
  const first: T[] = [];
  const others: T[] = [];
  for (const planned of dearestFirst(cells)) {
    const key = settings.setting(planned.cell);
    (seen.has(key) ? others : first).push(planned);
    seen.add(key);
  }
  return [...first, ...others];
}
