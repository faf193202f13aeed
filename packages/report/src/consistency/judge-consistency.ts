import type { Verdict } from '@minebench/core';
import { nats } from '../claims/judged-groups.ts';
import { plural } from '../theme/plural.ts';
import {
  type ConsistencyMeasurement,
  type ConsistencyOptions,
  consistencyDefaults,
} from './consistency-measurement.ts';

type Measured = Omit<ConsistencyMeasurement, 'verdict' | 'why'>;

interface Judgement {
  readonly verdict: Verdict;
  readonly why: string;
}

/**
 * Judges the interval of the mean difference against its tolerance.
 *
 * - holds: the whole interval lies within [-tolerance, tolerance]; for data processing, where a drop is no fault, at or below the tolerance;
 * - fails: the whole interval lies outside, or a replicate diverged;
 * - unresolved: it crosses the tolerance; replicates are missing, failed or too few; or it holds of readings that are all nothing, which says nothing.
 */
export function judgeConsistency(measured: Measured, options: ConsistencyOptions): Judgement {
  const { replicates = consistencyDefaults.replicates, absolute = consistencyDefaults.absolute } = options;
  const { check, interval, tolerance, expected, difference, pairs, diverged, failed, unpaired } = measured;
  const unresolved = (why: string): Judgement => ({ verdict: 'unresolved', why });
  if (diverged > 0) return { verdict: 'fails', why: `${plural(diverged, 'estimate')} diverged` };
  if (failed > 0) return unresolved(`${plural(failed, 'cell')} failed`);
  if (unpaired > 0) return unresolved(`${plural(unpaired, 'replicate')} without a counterpart`);
  if (pairs < replicates)
    return unresolved(`${plural(pairs, 'replicate')} where ${replicates} are needed: give more seeds`);
  if (interval === null || tolerance === null || difference === null)
    return unresolved('one seed cannot tell the spread: give more seeds');
  const oneSided = check === 'data-processing';
  const allowed = oneSided ? `at most ${nats(tolerance)}` : `within ±${nats(tolerance)}`;
  const told = `${nats(difference)} [${nats(interval.low)}, ${nats(interval.high)}], allowed ${allowed}`;
  const { low, high } = interval;
  if (low > tolerance || (!oneSided && high < -tolerance)) return { verdict: 'fails', why: told };
  if (high > tolerance || (!oneSided && low < -tolerance)) return unresolved(`${told}: more seeds would tell`);
  if (check !== 'independence' && expected !== null && expected <= absolute)
    return unresolved(`it reads ${nats(expected)} where there is information: nothing is consistent with anything`);
  return { verdict: 'holds', why: told };
}
