import type { Claim, Gate, JsonObject } from '@minebench/core';
import { gateVerdict, headline, reasonOf, subjectOf } from './gate-report.ts';
import type { GateFinding } from './judge-gate.ts';

const row = ({ verdict, measure, task, before, after, margin, pValue, seeds }: GateFinding): JsonObject => ({
  verdict,
  measure,
  task: task ?? 'all',
  before,
  now: after,
  margin,
  p: pValue === null ? null : Number(pValue.toPrecision(2)),
  seeds,
});

/** The gate in a report: a claim an estimator, with its comparisons. */
export const gateClaims = (findings: readonly GateFinding[], gate: Gate): Claim[] =>
  [...new Set(findings.map(({ estimator }) => estimator))].map((estimator) => {
    const own = findings.filter((finding) => finding.estimator === estimator);
    const worse = own.filter(({ verdict }) => verdict === 'worse');
    return {
      name: `${estimator} is no worse than its baseline`,
      reason:
        'One-sided tests of having got worse by more than the margin, paired by seed, at looks of O’Brien and Fleming, over the family by Holm.',
      check: () => ({
        verdict: gateVerdict(own, gate),
        detail: [...worse.map((finding) => `${subjectOf(finding)}: ${reasonOf(finding)}`), headline(own)].join('. '),
        comparisons: own.map(row),
      }),
    };
  });
