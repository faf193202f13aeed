import type { Gate } from '@minebench/core';
import { escapeHtml } from '../render/escape-html.ts';
import { markdownTable } from '../tables/markdown-table.ts';
import { number, type Table } from '../tables/table.ts';
import { textTable } from '../tables/text-table.ts';
import type { GateFinding, GateVerdict, Measure } from './judge-gate.ts';

/** What a finding says, in words: `bias of dv + joint-mlp on gaussian`. */
export const subjectOf = ({ measure, estimator, task }: GateFinding): string =>
  `${measure} of ${estimator} ${task === null ? 'over all tasks' : `on ${task}`}`;

const units: Readonly<Record<Measure, string>> = {
  bias: ' nats',
  'standard deviation': ' nats',
  'failure rate': '',
  compute: ' FLOP an estimate',
  time: ' calibration kernels an estimate',
};

/** Why a finding is what it is, as in `0.0120 nats became 0.5031, margin 0.1 (p = 2e-9, 6 seeds)`. */
export function reasonOf({ measure, before, after, margin, pValue, seeds, verdict }: GateFinding): string {
  if (verdict === 'identical') return `the same bytes on ${seeds} seeds`;
  const allowed = measure === 'compute' || measure === 'time' ? `factor ${margin} allowed` : `margin ${margin}`;
  const p = pValue === null ? '' : `p = ${pValue.toPrecision(2)}, `;
  const sample = measure === 'time' ? `${seeds} repeats` : `${seeds} seeds a task`;
  return `${number(before)}${units[measure]} became ${number(after)}, ${allowed} (${p}${sample})`;
}

const order: readonly GateVerdict[] = ['worse', 'unresolved', 'not worse', 'identical'];

/** Of the gate as a whole. */
export function gateVerdict(findings: readonly GateFinding[], { unresolved }: Gate): 'holds' | 'fails' | 'unresolved' {
  if (findings.some(({ verdict }) => verdict === 'worse')) return 'fails';
  if (!findings.some(({ verdict }) => verdict === 'unresolved')) return 'holds';
  return unresolved === 'fail' ? 'fails' : 'unresolved';
}

/** What got worse first; comparisons that gave the same bytes are counted, not listed. */
function gateTable(findings: readonly GateFinding[]): Table {
  const shown = order
    .filter((verdict) => verdict !== 'identical')
    .flatMap((verdict) => findings.filter((finding) => finding.verdict === verdict));
  const identical = findings.length - shown.length;
  const left = ['verdict', 'measure', 'estimator', 'task'].map((title) => ({ title, align: 'left' as const }));
  const right = ['before', 'after', 'margin', 'p', 'seeds'].map((title) => ({ title, align: 'right' as const }));
  return {
    caption: 'Comparisons with the baseline',
    columns: [...left, ...right],
    rows: shown.map((finding) => [
      finding.verdict,
      finding.measure,
      finding.estimator,
      finding.task ?? 'all',
      number(finding.before),
      number(finding.after),
      String(finding.margin),
      finding.pValue === null ? '—' : finding.pValue.toPrecision(2),
      String(finding.seeds),
    ]),
    notes: [
      'Bias and standard deviation in nats, compute in floating-point operations an estimate, time in calibration kernels, its seeds being repeats. p: of having got worse by no more than the margin, adjusted for looks (O’Brien-Fleming) and for the family (Holm).',
      ...(identical > 0 ? [`${identical} comparisons gave the same bytes as the baseline and needed no test.`] : []),
    ],
  };
}

/** How many comparisons have which verdict. */
export function headline(findings: readonly GateFinding[]): string {
  const count = (verdict: GateVerdict) => findings.filter((finding) => finding.verdict === verdict).length;
  return order.map((verdict) => `${count(verdict)} ${verdict}`).join(', ');
}

const reasons = (findings: readonly GateFinding[]): string[] =>
  findings.filter(({ verdict }) => verdict === 'worse').map((finding) => `${subjectOf(finding)}: ${reasonOf(finding)}`);

/** For a terminal. */
export function gateText(findings: readonly GateFinding[]): string {
  const table = gateTable(findings);
  return [
    ...(table.rows.length > 0 ? [textTable(table), ''] : []),
    ...reasons(findings).map((reason) => `worse: ${reason}`),
    headline(findings),
  ].join('\n');
}

/** For a pull request. */
export const gateMarkdown = (findings: readonly GateFinding[], gate: Gate): string =>
  [
    `## Accuracy gate: ${gateVerdict(findings, gate)}`,
    '',
    `${headline(findings)}.`,
    '',
    markdownTable(gateTable(findings)),
    '',
  ].join('\n');

/** For continuous integration: a test case a comparison; what is not resolved is skipped, or fails where the gate says so. */
export function junitXml(experiment: string, findings: readonly GateFinding[], { unresolved }: Gate): string {
  const fails = ({ verdict }: GateFinding) =>
    verdict === 'worse' || (verdict === 'unresolved' && unresolved === 'fail');
  const cases = findings.map((finding) => {
    const head = `<testcase classname="${escapeHtml(`${experiment}.${finding.estimator}`)}" name="${escapeHtml(subjectOf(finding))}"`;
    const message = escapeHtml(`${finding.verdict}: ${reasonOf(finding)}`);
    if (fails(finding)) return `  ${head}><failure message="${message}"/></testcase>`;
    return finding.verdict === 'unresolved' ? `  ${head}><skipped message="${message}"/></testcase>` : `  ${head}/>`;
  });
  const failures = findings.filter(fails).length;
  const skipped = findings.filter((finding) => finding.verdict === 'unresolved' && !fails(finding)).length;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
 <testsuite name="${escapeHtml(`minebench check ${experiment}`)}" tests="${findings.length}" failures="${failures}" skipped="${skipped}">
${cases.join('\n')}
 </testsuite>
</testsuites>
`;
}

/** For programs. */
export const gateJson = (experiment: string, findings: readonly GateFinding[], gate: Gate) => ({
  experiment,
  verdict: gateVerdict(findings, gate),
  comparisons: findings.map((finding) => ({ ...finding, detail: `${subjectOf(finding)}: ${reasonOf(finding)}` })),
});
