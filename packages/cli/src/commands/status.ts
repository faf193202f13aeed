import { oneLine } from '@minebench/core';
import { cellLabels, planExperiment, RecordStore, type Status, StatusReader } from '@minebench/runner';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { openExperiment, storeOf } from '../experiment-file.ts';
import { print, printJson } from '../output.ts';
import { plural } from '../plural.ts';
import { clock } from '../progress-bar.ts';

export interface StatusFlags {
  readonly store?: string;
  readonly size?: string;
  readonly engine?: string;
  readonly json?: boolean;
}

/** Failures that are shown one by one; the rest is counted. */
const SHOWN = 20;

/** `minebench status FILE`: where a sweep stands, whoever runs it. */
export async function status(file: string, flags: StatusFlags): Promise<ExitCode> {
  const { experiment, url } = await openExperiment(file, flags.size);
  const cells = await planExperiment(experiment, { experimentUrl: url, engine: flags.engine });
  const store = storeOf(experiment, flags.store);
  const reader = new StatusReader(new RecordStore(store), cells);
  const found = reader.read();
  const failures = [...reader.survey.outcomes].filter(([, { status: how }]) => how === 'failed').slice(0, SHOWN);
  const labels = failures.length > 0 ? cellLabels(cells) : undefined;
  const failed = failures.map(([cell, { reason = '' }]) => ({ cell, label: labels!.of(cell), reason }));
  if (flags.json) {
    const running = found.running.map(({ curve: _, ...cell }) => cell);
    printJson({ experiment: experiment.id, store, ...found, running, failures: failed });
  } else {
    for (const line of statusLines(experiment.id, found)) print(line);
    for (const { label, reason } of failed) print(oneLine(`failed: ${label}: ${reason}`));
    if (found.failed > failed.length) print(`and ${found.failed - failed.length} more`);
  }
  return exitCodes.done;
}

/** `chain: 12 of 30 cells done (11 completed, 1 failed), 2 running, 16 left to start; about 01:10 left`, and what else there is to say. */
export function statusLines(id: string, found: Status): string[] {
  const {
    cells,
    completed,
    diverged,
    failed,
    left,
    running,
    runs,
    workers,
    secondsLeft,
    unreadable,
    refused,
    unnamed,
  } = found;
  const outcomes = [
    `${completed} completed`,
    diverged > 0 ? `${diverged} diverged` : '',
    failed > 0 ? `${failed} failed` : '',
  ];
  const parts = [
    `${cells - left} of ${cells} cells done (${outcomes.filter((part) => part !== '').join(', ')})`,
    ...(left > 0 ? [`${running.length} running`, `${Math.max(left - running.length, 0)} to start`] : []),
  ];
  const pace = runs === 0 ? 'for one worker' : `on ${plural(workers, 'worker')}${runs > 1 ? ` of ${runs} runs` : ''}`;
  const forecast =
    left === 0 ? '' : `; ${secondsLeft === null ? 'no forecast yet' : `about ${clock(secondsLeft)} left ${pace}`}`;
  return [
    `${id}: ${parts.join(', ')}${forecast}`,
    ...running.map(({ label, share, seconds }) => `running: ${label}: ${Math.round(100 * share)}%, ${clock(seconds)}`),
    ...(runs === 0 && left > 0 ? ['nothing runs; minebench run goes on'] : []),
    ...(unreadable > 0
      ? [
          `${plural(unreadable, 'file')} in the place of a record and none of its cell; minebench run sets aside what cannot be used`,
        ]
      : []),
    ...(refused > 0
      ? [
          `${plural(refused, 'record')} of another schema; minebench run refuses them: use the minebench that wrote them`,
        ]
      : []),
    ...(unnamed > 0
      ? [`${plural(unnamed, 'record')} that this experiment does not name; minebench gc lists them`]
      : []),
  ];
}
