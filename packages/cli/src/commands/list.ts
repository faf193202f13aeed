import { InputError } from '@minebench/core';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { print, printJson } from '../output.ts';

interface Listed {
  readonly id: string;
  readonly summary: string;
  readonly file?: string;
}

/** `minebench list WHAT` */
export async function list(what: string, { json }: { readonly json?: boolean }): Promise<ExitCode> {
  const found = await entriesOf(what);
  if (json) {
    printJson(found);
    return exitCodes.done;
  }
  const width = Math.max(0, ...found.map(({ id }) => id.length));
  for (const { id, summary } of found) print(`${id.padEnd(width)}  ${summary}`);
  return exitCodes.done;
}

async function entriesOf(what: string): Promise<readonly Listed[]> {
  const { catalogNouns, listEntries } = await import('@minebench/runner');
  const noun = catalogNouns.find((known) => known === what);
  if (noun) return listEntries(noun);
  if (what === 'experiments') return (await import('../experiment-folder.ts')).listExperiments('experiments');
  const { nearest } = await import('@minebench/core');
  const known = [...catalogNouns, 'experiments'];
  const near = nearest(what, known);
  throw new InputError({
    argument: 'WHAT',
    value: what,
    problem: 'cannot be listed',
    remedy: near.length > 0 ? `did you mean ${near.join(' or ')}?` : `use one of ${known.join(', ')}`,
  });
}
