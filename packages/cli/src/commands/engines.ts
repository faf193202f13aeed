import { type EngineCheck, listEntries, probeEngine } from '@minebench/runner';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { print, printJson } from '../output.ts';

/** `minebench engines` */
export async function engines({ json }: { readonly json?: boolean }): Promise<ExitCode> {
  const known = await listEntries('engines');
  const found: (EngineCheck & { readonly summary: string })[] = [];
  // One after the other, since each measures its rate.
  for (const { id, summary } of known) {
    // What is behind a plus is done on the engine before it.
    const without = found.find((one) => one.id === id.split('+')[0] && !one.works);
    found.push({ ...(without ?? (await probeEngine(id))), id, summary });
  }
  if (json) {
    printJson(found);
    return exitCodes.done;
  }
  const width = Math.max(...found.map(({ id }) => id.length));
  for (const { id, works, device, gflops, reason, summary } of found) {
    const rate = gflops === undefined ? '' : `, ${gflops < 10 ? gflops.toPrecision(2) : gflops.toFixed(0)} GFLOP/s`;
    print(
      `${id.padEnd(width)}  ${works ? `works: ${device ?? 'device without a name'}${rate}` : `does not work: ${reason}`}  (${summary})`,
    );
  }
  return exitCodes.done;
}
