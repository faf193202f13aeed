import { oneLine } from '@minebench/core';
import type { OnEvent, RunEvent } from '@minebench/runner';
import { columns, drawOver, isWatched, printJson, say } from './output.ts';
import { plural } from './plural.ts';
import { progressBar } from './progress-bar.ts';

function describePlan(event: Extract<RunEvent, { event: 'plan' }>): string[] {
  const aside = event.setAside.map(
    ({ path, reason, movedTo, runsAgain }) =>
      `record ${path} cannot be used: ${reason}; set aside as ${movedTo}${runsAgain ? ', its cell runs again' : ''}`,
  );
  const stale =
    event.stale > 0 ? [`${plural(event.stale, 'record')} of older sources kept, not used: the code has changed`] : [];
  const todo =
    event.left === 0
      ? `${event.experiment}: all ${plural(event.cells, 'cell')} done already`
      : `${event.experiment}: ${event.left} of ${plural(event.cells, 'cell')} to run, on ${plural(event.workers, 'worker')}`;
  return [...aside, ...stale, todo];
}

/** For people: what is planned, a bar while it runs, a line for each failed cell. */
export function humanView(): OnEvent {
  const watched = isWatched();
  let bar = '';
  const tell = (line: string): void => {
    if (bar !== '') drawOver('');
    say(line);
    if (bar !== '') drawOver(bar);
  };
  return (event) => {
    if (event.event === 'plan') for (const line of describePlan(event)) tell(line);
    if (event.event === 'cell-failed') tell(oneLine(`failed: ${event.label}: ${event.reason}`));
    if (event.event === 'note') tell(oneLine(event.text));
    if (event.event === 'progress' && watched) {
      bar = progressBar(event, columns());
      drawOver(bar);
    }
    if (event.event === 'done' && bar !== '') {
      bar = '';
      say('');
    }
  };
}

/** For programs: one line an event on stdout; what concerns people stays on stderr. */
export const jsonView: OnEvent = (event) => printJson(event);

/** Tells each event to several. */
export const toAll =
  (...listeners: readonly OnEvent[]): OnEvent =>
  (event) => {
    for (const listener of listeners) listener(event);
  };
