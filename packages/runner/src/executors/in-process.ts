import type { CurvePoint } from '@minebench/core';
import { groupCells } from '../experiment/groups.ts';
import { currentSetting } from '../run/provenance.ts';
import { runGroup } from '../run/run-group.ts';
import { RecordStore } from '../store/record-store.ts';
import type { Executor } from './executor.ts';

/** Runs cells one after the other in this process: no protection against a cell that crashes or hangs, and nothing to start. */
export const inProcessExecutor: Executor = {
  workers: 1,
  async execute({
    cells,
    cellsPerProgram,
    experimentUrl,
    store,
    retry,
    checkpointSeconds,
    commit,
    events,
    finish,
    stop,
  }) {
    const records = new RecordStore(store);
    const setting = currentSetting(commit);
    for (const group of groupCells(cells, cellsPerProgram)) {
      if (finish.aborted || stop.aborted) return;
      const tasks = group.map(({ name, cell, procedure }) => ({
        name,
        cell,
        procedure,
        experimentUrl,
        store: records,
        setting,
        retry,
        checkpointSeconds,
        onProgress: (share: number, point?: CurvePoint) => events.onProgress(name, share, point),
      }));
      for (const { name } of tasks) events.onStart(name);
      await runGroup(tasks, ({ name }, { record }) => events.onFinish(name, record.result, record.provenance.seconds));
    }
  },
};
