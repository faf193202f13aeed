import { type Gate, mean } from '@minebench/core';
import { biasScores } from './bias-test.ts';
import { holm } from './holm.ts';
import { isIdentical, type PairedComparison, pairedErrors, type SeedPair } from './paired-comparison.ts';
import { errorsBefore, pooledScores, pooledSpread, type Scores, type SeenComparison } from './pooled-scores.ts';
import { SequentialScore } from './sequential-score.ts';

export type Measure = PairedMeasure | 'time';

/** What seeds are paired for. */
type PairedMeasure = 'bias' | 'standard deviation' | 'failure rate' | 'compute';

/** `identical`: the same bytes on every seed seen, so that nothing needs a test. */
export type GateVerdict = 'identical' | 'not worse' | 'worse' | 'unresolved';

/** What was found of one measure of an estimator: on one task, or over all of them. */
export interface GateFinding {
  readonly measure: Measure;
  readonly estimator: string;
  /** `null` where it is pooled over the estimator's tasks. */
  readonly task: string | null;
  readonly verdict: GateVerdict;
  /** Seeds of a task that have been looked at; repeats, where it is about time. */
  readonly seeds: number;
  /** On these seeds: signed bias and standard deviation in nats, a share, mean floating-point operations; `null` where they do not give it. */
  readonly before: number | null;
  readonly after: number | null;
  /** As the gate has it: nats, a share, or a factor. */
  readonly margin: number;
  /** Of `worse`, adjusted for the looks and for the whole family; `null` where nothing was tested. */
  readonly pValue: number | null;
}

export interface GateJudgement {
  readonly findings: readonly GateFinding[];
  /** Seeds that each estimator which is not decided yet has to be run on next; estimators that are done are not there. */
  readonly wanted: ReadonlyMap<string, number>;
}

/** A question of the family and what the looks have shown of it. */
interface Hypothesis {
  readonly measure: PairedMeasure;
  readonly estimator: string;
  readonly comparisons: readonly PairedComparison[];
  readonly worse: SequentialScore;
  readonly fine: SequentialScore;
  tested: boolean;
  seeds: number;
  verdict: GateVerdict;
  pValue: number | null;
}

const marginOf = ({ margins }: Gate, measure: PairedMeasure): number =>
  ({
    bias: margins.bias,
    'standard deviation': margins.standardDeviation,
    'failure rate': margins.failureRate,
    compute: margins.compute,
  })[measure];

const pooledMeasures = ['standard deviation', 'failure rate', 'compute'] as const;

function hypothesesOf(comparisons: readonly PairedComparison[], fractions: readonly number[]): Hypothesis[] {
  const make = (measure: PairedMeasure, estimator: string, of: readonly PairedComparison[]): Hypothesis => ({
    measure,
    estimator,
    comparisons: of,
    worse: new SequentialScore(fractions),
    fine: new SequentialScore(fractions),
    tested: false,
    seeds: 0,
    verdict: 'unresolved',
    pValue: null,
  });
  const estimators = [...new Set(comparisons.map(({ estimator }) => estimator))];
  const counted = ({ pairs }: PairedComparison) => pairs.some(({ before }) => before.flop !== null);
  return estimators.flatMap((estimator) => {
    const own = comparisons.filter((comparison) => comparison.estimator === estimator);
    return [
      ...own.map((comparison) => make('bias', estimator, [comparison])),
      ...pooledMeasures
        .filter((measure) => measure !== 'compute' || own.some(counted))
        .map((measure) => make(measure, estimator, own)),
    ];
  });
}

/**
 * Decides which estimators got worse by more than the gate's margins.
 *
 * Each question is one-sided and paired by seed: |bias| of an estimator on a task; its standard deviation, failure rate and floating-point operations over all tasks. Comparisons whose
 * results are the same bytes need no test and are no part of the family. At each look (O'Brien and Fleming 1979; p-values valid at any look) every question is put to both sides of its margin: `worse` where the whole family's
 * alarms stay below `alarmLevel` (Holm 1979, valid with group-sequential p-values: Maurer and Bretz 2013), `not worse` where that question by itself is settled at `passLevel`. An estimator with a question open
 * is wanted on more seeds, up to the last look. Looks are replayed from the first, so that the same pairs give the same answer however they came to be.
 */
export function judgeGate(
  comparisons: readonly PairedComparison[],
  gate: Gate,
  looks: readonly number[],
): GateJudgement {
  const budget = looks[looks.length - 1];
  const hypotheses = hypothesesOf(
    comparisons,
    looks.map((seeds) => seeds / budget),
  );
  let open = [...new Set(comparisons.map(({ estimator }) => estimator))];
  const wanted = new Map<string, number>();
  for (const [look, seeds] of looks.entries()) {
    const ready = open.filter((estimator) => {
      const complete = comparisons
        .filter((comparison) => comparison.estimator === estimator)
        .every(({ pairs }) => pairs.slice(0, seeds).every(({ after }) => after !== null));
      if (!complete) wanted.set(estimator, seeds);
      return complete;
    });
    const current = hypotheses.filter(({ estimator }) => ready.includes(estimator));
    see(current, look, seeds, gate);
    conclude(hypotheses, gate);
    open = ready.filter((estimator) =>
      current.some((one) => one.estimator === estimator && one.verdict === 'unresolved'),
    );
  }
  return { findings: hypotheses.map((hypothesis) => findingOf(hypothesis, gate)), wanted };
}

/** One look at hypotheses whose cells are there. */
function see(hypotheses: readonly Hypothesis[], look: number, seeds: number, gate: Gate): void {
  const differing = (hypothesis: Hypothesis): SeenComparison[] =>
    hypothesis.comparisons
      .map((comparison) => ({ comparison, pairs: comparison.pairs.slice(0, seeds) }))
      .filter(({ pairs }) => !isIdentical(pairs));
  const take = (hypothesis: Hypothesis, scores: Scores | null): void => {
    hypothesis.tested = true;
    if (scores === null) return;
    hypothesis.worse.see(look, scores.worse);
    hypothesis.fine.see(look, scores.fine);
  };
  const biased: { hypothesis: Hypothesis; pairs: Parameters<typeof biasScores>[0][number] }[] = [];
  for (const hypothesis of hypotheses) {
    const { measure, estimator } = hypothesis;
    hypothesis.seeds = seeds;
    const seen = differing(hypothesis);
    if (seen.length === 0) hypothesis.verdict = 'identical';
    else if (measure !== 'bias') take(hypothesis, pooledScores[measure](seen, marginOf(gate, measure)));
    else {
      const errors = pairedErrors(seen[0].pairs);
      take(hypothesis, null);
      if (errors.before.length > 1)
        biased.push({
          hypothesis,
          pairs: { estimator, biasBefore: mean(errorsBefore(seen[0].comparison)), ...errors },
        });
    }
  }
  // Together, because standard errors are moderated over an estimator's tasks.
  const scores = biasScores(
    biased.map(({ pairs }) => pairs),
    gate.margins.bias,
  );
  for (const [index, { hypothesis }] of biased.entries()) take(hypothesis, scores[index]);
}

/** Verdicts from all looks so far. */
function conclude(hypotheses: readonly Hypothesis[], { alarmLevel, passLevel }: Gate): void {
  const family = hypotheses.filter(({ tested }) => tested);
  const adjusted = holm(family.map(({ worse }) => worse.pValue));
  for (const [index, hypothesis] of family.entries()) {
    hypothesis.pValue = adjusted[index];
    const passes = hypothesis.fine.pValue <= passLevel;
    hypothesis.verdict = adjusted[index] <= alarmLevel ? 'worse' : passes ? 'not worse' : 'unresolved';
  }
}

function findingOf(hypothesis: Hypothesis, gate: Gate): GateFinding {
  const { measure, estimator, comparisons, seeds, verdict, pValue } = hypothesis;
  const seen = comparisons.map(({ pairs }) => pairs.slice(0, seeds));
  const errors = seen.map(pairedErrors);
  return {
    measure,
    estimator,
    task: measure === 'bias' ? comparisons[0].task : null,
    verdict,
    seeds,
    ...valuesOf(measure, seen, errors),
    margin: marginOf(gate, measure),
    pValue,
  };
}

function valuesOf(
  measure: PairedMeasure,
  seen: readonly (readonly SeedPair[])[],
  errors: readonly { before: number[]; after: number[] }[],
): Pick<GateFinding, 'before' | 'after'> {
  const all = seen.flat();
  const average = (values: readonly number[]) => (values.length === 0 ? null : mean(values));
  if (measure === 'bias') return { before: average(errors[0].before), after: average(errors[0].after) };
  if (measure === 'standard deviation')
    return {
      before: pooledSpread(errors.map(({ before }) => before)),
      after: pooledSpread(errors.map(({ after }) => after)),
    };
  if (measure === 'failure rate')
    return {
      before: average(all.map(({ before }) => (before.error === null ? 1 : 0))),
      after: average(all.map(({ after }) => (after?.error === null ? 1 : 0))),
    };
  const counted = all.filter(({ before, after }) => before.flop && after?.flop);
  return {
    before: average(counted.map(({ before }) => before.flop!)),
    after: average(counted.map(({ after }) => after!.flop!)),
  };
}
