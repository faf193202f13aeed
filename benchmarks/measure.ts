import { loadavg } from 'node:os';

/** What a contender did in one run. Seconds are those of the work alone where the contender knows them, as one in another process does. */
export interface Work {
  readonly units: number;
  readonly seconds?: number;
  /** CPU seconds of all threads that did the work. */
  readonly cpuSeconds?: number;
}

/** One implementation of a benchmark: `run` does the work once and tells how many units it did. */
export interface Contender {
  readonly implementation: string;
  readonly threads: number;
  /** Library and version, where it is not ours. */
  readonly version?: string;
  /** Fewer repeats than the others', for one that is far slower. */
  readonly atMost?: number;
  run(): Promise<Work>;
}

export interface Row {
  readonly benchmark: string;
  readonly size: string;
  readonly implementation: string;
  readonly threads: number;
  /** Milliseconds a unit (a step, a sweep), median over repeats; null where there is none. */
  readonly medianMs: number | null;
  /** The contender's time over the first one's, median of the ratios within a repeat; 1 for the first. */
  readonly ratio: number | null;
  /** Smallest and largest of those ratios. */
  readonly ratioRange: readonly [number, number] | null;
  /** Milliseconds a unit, repeat by repeat: rows of one benchmark, size and number of threads were measured in turn. */
  readonly times: readonly number[];
  /** The same in milliseconds of CPU time of all threads; empty where it was not seen. */
  readonly cpuTimes: readonly number[];
  /** CPU time over wall time, median over repeats: a row of one thread has at most one. */
  readonly processors: number | null;
  /** Processes that wanted to run at the end, over the last minute: above the number of processors, wall times say little. */
  readonly load?: number;
  readonly version?: string;
  /** Why there are no times. */
  readonly absent?: string;
  /** What a benchmark knows beyond time. */
  readonly [detail: string]: unknown;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/**
 * What the repeats cost in milliseconds a unit: CPU time on one thread, which others on the machine cannot stretch by taking the processor; wall time
 * where threads wait for each other.
 */
export const costs = ({ threads, times, cpuTimes }: Row): readonly number[] =>
  threads === 1 && cpuTimes.length > 0 ? cpuTimes : times;

/** How many times one row costs what another does: median and range of the ratios within a repeat; nothing where one has no times. */
export function costRatio(row: Row, base: Row) {
  const [own, others] = [costs(row), costs(base)];
  const ratios = own.flatMap((cost, k) => (k < others.length ? [cost / others[k]] : []));
  if (ratios.length === 0) return undefined;
  return { ratio: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios) };
}

/** Rows with those measured anew in the places of the old: of a benchmark, a size and a number of threads all or none, since they were measured in turn. */
export function replaced(old: readonly Row[], fresh: readonly Row[]): Row[] {
  const group = ({ benchmark, size, threads }: Row) => JSON.stringify([benchmark, size, threads]);
  const groups = new Map<string, Row[]>();
  const anew = new Set(fresh.map(group));
  for (const row of [...old.filter((one) => !anew.has(group(one))), ...fresh]) {
    const rows = groups.get(group(row)) ?? [];
    groups.set(group(row), [...rows, row]);
  }
  const order = [...new Set([...old, ...fresh].map(group))];
  return order.flatMap((name) => groups.get(name) ?? []);
}

/** The row of an implementation that cannot run here. */
export const absentRow = (
  benchmark: string,
  size: string,
  { implementation, threads }: Pick<Contender, 'implementation' | 'threads'>,
  absent: string,
): Row => ({
  benchmark,
  size,
  implementation,
  threads,
  medianMs: null,
  ratio: null,
  ratioRange: null,
  times: [],
  cpuTimes: [],
  processors: null,
  absent,
});

/** Runs once; what the contender did not measure itself is measured around it, in this process. */
export async function timed(contender: Contender): Promise<Required<Work>> {
  const before = process.cpuUsage();
  const start = performance.now();
  const work = await contender.run();
  const wall = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { cpuSeconds: (user + system) / 1e6, seconds: wall, ...work };
}

export interface Repeats {
  readonly repeats: number;
  readonly warmUps?: number;
  /** Milliseconds between two runs, in which thread pools that wait in a loop fall asleep. */
  readonly pause?: number;
}

/**
 * Times contenders in turn, A B C A B C ..., after a warm-up of each where one is wanted, and compares them within a repeat, so that a machine that slows down slows
 * all of them. One that breaks down is a row that says so.
 */
export async function interleave(
  benchmark: string,
  size: string,
  contenders: readonly Contender[],
  { repeats, warmUps = 1, pause = 0 }: Repeats,
): Promise<Row[]> {
  const runs = contenders.map(() => ({
    times: [] as number[],
    cpuTimes: [] as number[],
    processors: [] as number[],
    broken: '',
  }));
  for (let repeat = -warmUps; repeat < repeats; repeat++) {
    for (const [k, contender] of contenders.entries()) {
      if (runs[k].broken || repeat >= (contender.atMost ?? repeats)) continue;
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
      try {
        const { units, seconds, cpuSeconds } = await timed(contender);
        if (repeat < 0) continue;
        runs[k].times.push((1000 * seconds) / units);
        runs[k].cpuTimes.push((1000 * cpuSeconds) / units);
        runs[k].processors.push(cpuSeconds / seconds);
      } catch (error) {
        runs[k].broken = error instanceof Error ? error.message : String(error);
      }
    }
  }
  return contenders.map((contender, k) => {
    const { implementation, threads, version } = contender;
    const { times, cpuTimes, processors, broken } = runs[k];
    const base = absentRow(benchmark, size, contender, broken);
    if (broken || times.length === 0) return base;
    const ratios = times.map((time, repeat) => time / runs[0].times[repeat]);
    return {
      benchmark,
      size,
      implementation,
      threads,
      medianMs: median(times),
      ratio: median(ratios),
      ratioRange: [Math.min(...ratios), Math.max(...ratios)],
      times,
      cpuTimes: cpuTimes.every(Number.isFinite) ? cpuTimes : [],
      processors: median(processors),
      load: loadavg()[0],
      ...(version ? { version } : {}),
    };
  });
}
