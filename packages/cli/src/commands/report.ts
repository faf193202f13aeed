import { resolve } from 'node:path';
import { InputError } from '@minebench/core';
import { type ReportSummary, renderReport } from '@minebench/report';
import { planExperiment, RecordStore, type Stock, takeStock } from '@minebench/runner';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { openExperiment, storeOf } from '../experiment-file.ts';
import { printJson, say } from '../output.ts';
import { remakingCommand, reportsFolder, sizeWords } from '../size-flag.ts';

export interface ReportFlags {
  readonly store?: string;
  readonly size?: string;
  readonly out?: string;
  readonly engine?: string;
  readonly json?: boolean;
}

/** `minebench report FILE` */
export async function report(file: string, flags: ReportFlags): Promise<ExitCode> {
  const { experiment, url } = await openExperiment(file, flags.size);
  const { size = 'reference' } = experiment;
  const planned = await planExperiment(experiment, { experimentUrl: url, engine: flags.engine });
  const store = storeOf(experiment, flags.store);
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
  const summary = await renderReport(experiment, records, {
    outDir: resolve(flags.out ?? `${reportsFolder(size)}/${experiment.id}`),
    command: remakingCommand(experiment, file),
    counts: { planned: planned.length, missing: planned.length - records.length, stale: stock.stale },
  });
  if (flags.json) {
    const { id, claims, cells, failed } = summary;
    printJson({ experiments: [{ id, claims, cells, failed }] });
  } else {
    describe(summary);
  }
  return exitCodes.done;
}

/** Why a store has nothing to report on; damaged records are named. */
function describeLack({ corrupt, refused, stale }: Stock, cells: number): string {
  const older = stale > 0 ? ` (${stale} of older sources)` : '';
  const damaged = [...corrupt, ...refused].map(({ path, reason }) => `; ${path} cannot be used: ${reason}`).join('');
  return `has no record of this experiment's ${cells === 1 ? 'cell' : `${cells} cells`}${older}${damaged}`;
}

function describe({ claims, missing, diverged, failed, page }: ReportSummary): void {
  for (const { verdict, name, detail } of claims) say(`${verdict.padEnd(10)}  ${name}: ${detail}`);
  const gaps = [
    missing > 0 ? `${missing} cells have no record yet` : '',
    diverged > 0 ? `${diverged} diverged` : '',
    failed > 0 ? `${failed} failed` : '',
  ].filter((part) => part !== '');
  if (gaps.length > 0) say(gaps.join(', '));
  say(`report: ${page}`);
}
