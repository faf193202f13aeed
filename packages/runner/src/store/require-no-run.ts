import { InputError } from '@minebench/core';
import { readSigns } from '../live/read-signs.ts';
import type { RecordStore } from './record-store.ts';

/** @throws InputError where a run is at work on the store, which is no time to remove anything */
export function requireNoRun(store: RecordStore): void {
  const [run] = readSigns(store.directory);
  if (!run) return;
  throw new InputError({
    argument: 'store',
    value: store.directory,
    problem: `has a run at work (process ${run.process} on ${run.host})`,
    remedy: 'wait until it has ended',
  });
}
