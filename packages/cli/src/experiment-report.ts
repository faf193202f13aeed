import { resolve } from 'node:path';
import { InputError } from '@minebench/core';
import { type ReportSummary, renderReport } from '@minebench/report';
import { planExperiment, RecordStore, type Stock, takeStock } from '@minebench/runner';
import type { LoadedExperiment } from './experiment-file.ts';
import { say } from './output.ts';
import { remakingCommand, sizeWords } from './size-flag.ts';

export interface ReportPlaces {
  /** Folder of the records. */
  readonly store: string;
  /** The report's own folder. */
  readonly out: string;
  /** The engine that the cells were run with, where it was not their own. */
  readonly engine?: string | undefined;
}

/**
 * Draws the report of an experiment from the records that there are.
 * @param file - as it was named on the command line
 * @throws InputError where there is no record at all
 */
export async function reportOn(
  file: string,
  { experiment, url }: LoadedExperiment,
  { store, out, engine }: ReportPlaces,
): Promise<ReportSummary> {
  const planned = await planExperiment(experiment, { experimentUrl: url, engine });
  const stock = takeStock(new RecordStore(store), planned);
  if (stock.records.size === 0)
    throw new InputError({
      argument: 'store',
      value: store,
      problem: describeLack(stock, planned.length),
      remedy: ['minebench run', file, ...sizeWords(experiment)].join(' '),
    });
  for (const { path, reason } of [...stock.corrupt, ...stock.refused]) say(`record ${path} cannot be used: ${reason}`);
  const records = planned.flatMap(({ name }) => stock.records.get(name) ?? []);
  return renderReport(experiment, records, {
    outDir: resolve(out),
    command: remakingCommand(experiment, file),
    counts: { planned: planned.length, missing: planned.length - records.length, stale: stock.stale },
    lacking: planned.flatMap(({ name, cell }) => (stock.records.has(name) ? [] : [cell])),
  });
}

/** Why a store has nothing to report on; damaged records are named. */
function describeLack({ corrupt, refused, stale }: Stock, cells: number): string {
  const older = stale > 0 ? ` (${stale} of older sources)` : '';
  const damaged = [...corrupt, ...refused].map(({ path, reason }) => `; ${path} cannot be used: ${reason}`).join('');
  return `has no record of this experiment's ${cells === 1 ? 'cell' : `${cells} cells`}${older}${damaged}`;
}

/** Tells verdicts, gaps and the page. */
export function describeReport({ claims, missing, diverged, failed, page }: ReportSummary): void {
  for (const { verdict, name, detail } of claims) say(`${verdict.padEnd(10)}  ${name}: ${detail}`);
  const gaps = [
    missing > 0 ? `${missing} cells have no record yet` : '',
    diverged > 0 ? `${diverged} diverged` : '',
    failed > 0 ? `${failed} failed` : '',
  ].filter((part) => part !== '');
  if (gaps.length > 0) say(gaps.join(', '));
  say(`report: ${page}`);
}

/** What `--json` prints of a report. */
export const reportJson = ({ id, claims, cells, failed }: ReportSummary) => ({ id, claims, cells, failed });
