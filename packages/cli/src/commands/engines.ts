import { listEntries, probeEngine } from '@minebench/runner';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { print, printJson } from '../output.ts';

/** `minebench engines` */
export async function engines({ json }: { readonly json?: boolean }): Promise<ExitCode> {
  const known = await listEntries('engines');
  const checks = await Promise.all(known.map(({ id }) => probeEngine(id)));
  const found = checks.map((check, index) => ({ ...check, summary: known[index].summary }));
  if (json) {
    printJson(found);
    return exitCodes.done;
  }
  const width = Math.max(...found.map(({ id }) => id.length));
  for (const { id, works, reason, summary } of found)
    print(`${id.padEnd(width)}  ${works ? 'works' : `does not work: ${reason}`}  (${summary})`);
  return exitCodes.done;
}
