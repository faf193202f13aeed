import { exportResults, resultsFormat } from '@minebench/report';
import { writeWholeFile } from '@minebench/runner';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { openRecords, type RecordsFlags } from '../experiment-records.ts';
import { printJson, say } from '../output.ts';

export interface ExportFlags extends RecordsFlags {
  readonly out: string;
  readonly json?: boolean;
}

/** `minebench export FILE --out RESULTS`: all records as one table. */
export async function exportTable(file: string, flags: ExportFlags): Promise<ExitCode> {
  const rows = await consolidate(file, flags.out, flags);
  if (flags.json) printJson({ file: flags.out, rows });
  say(`${rows} row${rows === 1 ? '' : 's'} in ${flags.out}`);
  return exitCodes.done;
}

/** Writes an experiment's records to a file, whole or not at all. Returns the number of rows. */
export async function consolidate(file: string, out: string, flags: RecordsFlags): Promise<number> {
  const format = resultsFormat(out, '--out');
  let rows = 0;
  await writeWholeFile(out, '--out', async (descriptor) => {
    rows = await exportResults(openRecords(file, flags), format, descriptor);
  });
  return rows;
}
