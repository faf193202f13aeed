import type { Row } from './measure.ts';

/** CPU time over wall time that one thread may show: a JavaScript engine collects garbage and compiles beside it. */
const ONE_THREAD = 1.2;

/** What makes a comparison of steps unfair: a thread limit that was not held, or another arithmetic. */
export const faults = (rows: readonly Row[]): string[] =>
  rows
    .filter(({ benchmark }) => benchmark === 'training step')
    .flatMap(({ implementation, size, threads, processors, absent }) => {
      const who = `${implementation} at ${size}`;
      if (threads === 1 && (processors ?? 0) > ONE_THREAD)
        return [`${who} was to have one thread and used ${processors!.toFixed(2)} processors`];
      return absent?.startsWith('not the same arithmetic') ? [`${who}: ${absent}`] : [];
    });
