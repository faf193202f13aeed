/** One implementation of a benchmark: `run` does the work once and tells how many units it did. */
export interface Contender {
  readonly implementation: string;
  readonly threads: number;
  run(): Promise<{ readonly units: number }>;
}

export interface Row {
  readonly benchmark: string;
  readonly size: string;
  readonly implementation: string;
  readonly threads: number;
  /** Milliseconds a unit (a step, a sweep), median over repeats. */
  readonly medianMs: number;
  /** The contender's time over the first one's, median of the ratios within a repeat; 1 for the first. */
  readonly ratio: number;
  /** Smallest and largest of those ratios. */
  readonly ratioRange: readonly [number, number];
  readonly repeats: number;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/**
 * Times contenders in turn, A B C A B C ..., after a warm-up of each where one is wanted, and compares them within a repeat, so that a machine that slows down slows
 * all of them.
 */
export async function interleave(
  benchmark: string,
  size: string,
  contenders: readonly Contender[],
  repeats: number,
  warmUps = 1,
): Promise<Row[]> {
  const times = contenders.map(() => [] as number[]);
  for (let repeat = -warmUps; repeat < repeats; repeat++) {
    for (const [k, contender] of contenders.entries()) {
      const start = performance.now();
      const { units } = await contender.run();
      if (repeat >= 0) times[k].push((performance.now() - start) / units);
    }
  }
  return contenders.map(({ implementation, threads }, k) => {
    const ratios = times[k].map((time, repeat) => time / times[0][repeat]);
    return {
      benchmark,
      size,
      implementation,
      threads,
      medianMs: median(times[k]),
      ratio: median(ratios),
      ratioRange: [Math.min(...ratios), Math.max(...ratios)],
      repeats,
    };
  });
}
