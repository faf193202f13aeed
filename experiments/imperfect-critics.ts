import {
  type Cell,
  type CellPlan,
  type CellRecord,
  type Claim,
  exp,
  foldIn,
  keyFromSeed,
  log,
  mean,
  type Procedure,
  variance,
} from '@minebench/core';
import { gaussian, independentDraws } from '@minebench/generators';
import { defineExperiment } from '@minebench/runner';

/** Scales of the critic; 1 is the optimal one. */
const scales = Array.from({ length: 16 }, (_, k) => k / 10);

const listed = (value: unknown): number[] => (Array.isArray(value) ? value : [value]) as number[];

/** Mean over P of t = s log r and log of the mean over Q of e^t, with delta-method standard errors, for every scale s. */
function readings({ params, dataSeed }: Cell) {
  const task = gaussian({ dimension: 1, rho: params.rho as number });
  const n = params.n as number;
  const key = keyFromSeed(dataSeed);
  const joint = task.logDensityRatio!(task.sample(n, foldIn(key, 'joint')));
  const reference = task.logDensityRatio!(independentDraws(task, n, foldIn(key, 'reference')));
  return {
    status: 'completed' as const,
    truth: task.mi.nats,
    scales: scales.map((scale) => {
      const weights = reference.map((t) => exp(scale * t));
      const average = mean(weights);
      return {
        scale,
        jointMean: scale * mean(joint),
        jointError: scale * Math.sqrt(variance(joint) / n),
        logReferenceMean: log(average),
        logReferenceError: Math.sqrt(variance(weights) / n) / average,
      };
    }),
  };
}

/** Reads E_P t and log E_Q e^t at critics t = s log r of correlated normal variables: no training. Fields of its sweep: `rho`, `n`, `dataSeed`. */
const scaledCritics: Procedure = {
  id: 'scaled-critics',
  expand: ({ rho, n, dataSeed }) =>
    listed(rho).flatMap((one) =>
      listed(dataSeed).map(
        (seed): CellPlan => ({
          procedure: 'scaled-critics',
          params: { rho: one, n: n as number },
          dataSeed: seed,
          initSeed: 0,
          engine: 'host',
          protocol: { version: 1 },
          files: [],
        }),
      ),
    ),
  run: async (cell) => readings(cell),
};

/** DV at s log r is I + log(1 - rho^2 (1 - s)^2) / 2: the mean of r^s over Q is a Gaussian integral. */
const expected = (rho: number, truth: number, scale: number): number => truth + log(1 - (rho * (1 - scale)) ** 2) / 2;

const standardErrors = 4;

/** Where s <= 1, that is, where e^t has a variance. */
function compare({ cell, result }: CellRecord) {
  const { rho } = cell.params as { rho: number };
  const { truth, scales: read } = result as unknown as ReturnType<typeof readings>;
  return read
    .filter(({ scale }) => scale <= 1)
    .map(({ scale, jointMean, logReferenceMean, jointError, logReferenceError }) => {
      const value = jointMean - logReferenceMean;
      const wanted = expected(rho, truth, scale);
      const allowance = standardErrors * Math.hypot(jointError, logReferenceError) + 1e-12;
      const verdict = Math.abs(value - wanted) <= allowance ? ('holds' as const) : ('fails' as const);
      const subject = `rho = ${rho}, s = ${scale}, seed ${cell.dataSeed}`;
      return { subject, verdict, value, expected: wanted, allowance };
    });
}

const gap: Claim = {
  name: 'DV at a scaled critic falls short by the divergence from its Gibbs density',
  reason: `DV(s log r) = I + log(1 - rho^2 (1 - s)^2) / 2, exactly; to ${standardErrors} standard errors for s <= 1, where e^t has a variance.`,
  check(records) {
    const comparisons = records.filter(({ result }) => result.status === 'completed').flatMap(compare);
    const off = comparisons.filter(({ verdict }) => verdict === 'fails');
    const detail =
      off.length > 0
        ? `${off.length} of ${comparisons.length} values are off: ${off[0].subject} reads ${off[0].value.toFixed(4)} where ${off[0].expected.toFixed(4)} is due.`
        : `All ${comparisons.length} values are within ${standardErrors} standard errors.`;
    const verdict = comparisons.length === 0 ? 'unresolved' : off.length > 0 ? 'fails' : 'holds';
    return { verdict, detail, comparisons };
  },
};

export default defineExperiment({
  id: 'imperfect-critics',
  title: 'What a critic that is not optimal costs',
  question: 'How far below the mutual information does each objective read at a critic that is a multiple of log r?',
  sweep: { procedure: scaledCritics, rho: [0.2, 0.4, 0.6, 0.8, 0.9], n: 200_000, dataSeed: [0, 1, 2] },
  holds: [gap],
});
