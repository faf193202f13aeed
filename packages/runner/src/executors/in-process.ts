import { currentSetting } from '../run/provenance.ts';
import { runCell } from '../run/run-cell.ts';
import { RecordStore } from '../store/record-store.ts';
import type { Executor } from './executor.ts';

/** Runs cells one after the other in this process: no protection against a cell that crashes or hangs, and nothing to start. */
export const inProcessExecutor: Executor = {
  workers: 1,
  async execute({ cells, experimentUrl, store, retry, checkpointSeconds, commit, events, finish, stop }) {
    const records = new RecordStore(store);
    const setting = currentSetting(commit);
    for (const { name, cell, procedure } of cells) {
      if (finish.aborted || stop.aborted) return;
      events.onStart(name);
      const { record } = await runCell({
        name,
        cell,
        procedure,
        experimentUrl,
        store: records,
        setting,
        retry,
        checkpointSeconds,
        onProgress: (share, point) => events.onProgress(name, share, point),
      });
      events.onFinish(name, record.result, record.provenance.seconds);
    }
  },
};
