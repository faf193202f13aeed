import { InputError, suggestion } from '@minebench/core';
import { entryLines } from '../entry-lines.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { print, printJson } from '../output.ts';
import { taskLines } from '../task-lines.ts';

/** `minebench list WHAT` */
export async function list(what: string, { json }: { readonly json?: boolean }): Promise<ExitCode> {
  const { found, lines } = await listed(what);
  if (json) printJson(found);
  else for (const line of lines) print(line);
  return exitCodes.done;
}

interface Listed {
  readonly found: readonly { readonly id: string; readonly summary: string }[];
  readonly lines: readonly string[];
}

async function listed(what: string): Promise<Listed> {
  const { catalogNouns, listEntries, listTasks } = await import('@minebench/runner');
  if (what === 'tasks') {
    const found = await listTasks();
    return { found, lines: taskLines(found) };
  }
  const noun = catalogNouns.find((known) => known === what);
  if (noun) {
    const found = await listEntries(noun);
    return { found, lines: entryLines(found) };
  }
  if (what === 'experiments')
    return experimentLines(await (await import('../experiment-folder.ts')).listExperiments('experiments'));
  const known = [...catalogNouns, 'experiments'];
  throw new InputError({
    argument: 'WHAT',
    value: what,
    problem: 'cannot be listed',
    remedy: suggestion(what, known),
  });
}

function experimentLines(found: Listed['found']): Listed {
  const width = Math.max(0, ...found.map(({ id }) => id.length));
  return { found, lines: found.map(({ id, summary }) => `${id.padEnd(width)}  ${summary}`) };
}
