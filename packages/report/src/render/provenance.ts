import type { CellRecord, Experiment } from '@minebench/core';
import type { ReportCounts } from './report-options.ts';

/** Where the numbers come from, once for all records. */
export interface ProvenanceSummary {
  readonly experiment: string;
  readonly cells: number;
  readonly completed: number;
  readonly diverged: number;
  readonly failed: number;
  readonly counts: ReportCounts;
  readonly engines: readonly string[];
  /** Code fingerprints, shortened to twelve hexadecimal digits. */
  readonly code: readonly string[];
  /** `onnxruntime-node 1.22.0`, sorted. */
  readonly versions: readonly string[];
  readonly commits: readonly string[];
  readonly machines: readonly string[];
  readonly threads: readonly string[];
  /** First and last start of a cell, ISO 8601; absent without records. */
  readonly started?: { readonly first: string; readonly last: string };
  /** Of all cells together. */
  readonly computeSeconds: number;
  readonly command: string;
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort();

/** Collects the provenance of all records; nothing here depends on when or where the report is made. */
export function provenanceOf(
  experiment: Experiment,
  records: readonly CellRecord[],
  options: { readonly command: string; readonly counts: ReportCounts },
): ProvenanceSummary {
  const provenances = records.map((record) => record.provenance);
  const starts = provenances.map((provenance) => provenance.startedAt).sort();
  const withStatus = (status: string): number => records.filter((record) => record.result.status === status).length;
  return {
    experiment: experiment.id,
    cells: records.length,
    completed: withStatus('completed'),
    diverged: withStatus('diverged'),
    failed: withStatus('failed'),
    counts: options.counts,
    engines: distinct(records.map((record) => record.cell.engine)),
    code: distinct(records.map((record) => record.cell.code.slice(0, 12))),
    versions: distinct(provenances.flatMap(({ versions }) => Object.entries(versions).map((pair) => pair.join(' ')))),
    commits: distinct(provenances.map((provenance) => provenance.commit ?? 'not a git checkout')),
    machines: distinct(
      provenances.map(({ machine }) => `${machine.cpu}, ${machine.cores} cores, ${machine.os} ${machine.arch}`),
    ),
    threads: distinct(provenances.map((provenance) => String(provenance.threads))),
    ...(starts.length > 0 ? { started: { first: starts[0], last: starts[starts.length - 1] } } : {}),
    computeSeconds: Math.round(provenances.reduce((total, provenance) => total + provenance.seconds, 0)),
    command: options.command,
  };
}

/** Label and value, for the page and the Markdown summary. */
export function provenanceEntries(provenance: ProvenanceSummary): [label: string, value: string][] {
  const { counts } = provenance;
  const stale = counts.stale ? `, ${counts.stale} records of older code left out` : '';
  const missing = counts.missing > 0 ? `, ${counts.missing} missing` : '';
  return [
    ['Experiment', provenance.experiment],
    [
      'Cells',
      `${counts.planned} planned${missing}${stale}; ${provenance.cells} records: ${provenance.completed} completed, ${provenance.diverged} diverged, ${provenance.failed} failed`,
    ],
    ['Engine', provenance.engines.join(', ')],
    ['Code fingerprint', provenance.code.join(', ')],
    ['Versions', provenance.versions.join(', ')],
    ['Commit', provenance.commits.join(', ')],
    ['Machine', provenance.machines.join('; ')],
    ['Threads a cell', provenance.threads.join(', ')],
    ...(provenance.started
      ? [['Computed', `${provenance.started.first} to ${provenance.started.last}`] as [string, string]]
      : []),
    ['Compute time', `${provenance.computeSeconds} s over all cells`],
    ['Made by', provenance.command],
  ];
}

/** Parts joined into lines of at most `width` characters. */
function wrap(parts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + part.length + 3 <= width) lines[lines.length - 1] = `${last} · ${part}`;
    else lines.push(part);
  }
  return lines;
}

/** The lines that every figure carries: experiment, cells that are missing, engine, versions, code. */
export function figureCredit(provenance: ProvenanceSummary): string[] {
  const { counts, engines, versions, code } = provenance;
  const missing = counts.missing > 0 ? [`${counts.missing} of ${counts.planned} planned cells missing`] : [];
  const codes = code.length > 2 ? [`code ${code[0]} and ${code.length - 1} others`] : [`code ${code.join(', ')}`];
  return wrap([`experiment ${provenance.experiment}`, ...missing, ...engines, ...versions, ...codes], 76);
}
