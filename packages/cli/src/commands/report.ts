import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { openExperiment, storeOf } from '../experiment-file.ts';
import { describeReport, reportJson, reportOn } from '../experiment-report.ts';
import { printJson } from '../output.ts';
import { reportsFolder } from '../size-flag.ts';

export interface ReportFlags {
  readonly store?: string;
  readonly size?: string;
  readonly out?: string;
  readonly engine?: string;
  readonly json?: boolean;
}

/** `minebench report FILE` */
export async function report(file: string, flags: ReportFlags): Promise<ExitCode> {
  const loaded = await openExperiment(file, flags.size);
  const { id, size = 'reference' } = loaded.experiment;
  const summary = await reportOn(file, loaded, {
    store: storeOf(loaded.experiment, flags.store),
    out: flags.out ?? `${reportsFolder(size)}/${id}`,
    engine: flags.engine,
  });
  if (flags.json) printJson({ experiments: [reportJson(summary)] });
  else describeReport(summary);
  return exitCodes.done;
}
