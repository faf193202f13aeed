import { existsSync } from 'node:fs';
import type { PlannedCell } from '../../experiment/plan.ts';
import { SignKeeper } from '../../live/sign-keeper.ts';
import { addAnchor } from '../../loading/load-module.ts';
import { findProcedure } from '../find-procedure.ts';
import { processesExecutor } from '../processes.ts';
import { type ChunkCell, finishFile, readChunk, readSetting } from './chunk.ts';

/** Between two looks for the file that asks to finish. */
const LOOK_MS = 1000;

/**
 * What a task of a job array does: runs the cells of its chunk with worker processes of its own. It looks at no other cell, and not at the folder of all records.
 * @param stop - once aborted, everything stops
 * @throws InputError where the experiment's sources have changed, or records cannot be written
 */
export async function runChunk(folder: string, index: number, stop: AbortSignal): Promise<void> {
  const { anchors, workers, timeoutSeconds, ...setting } = readSetting(folder);
  for (const anchor of anchors) addAnchor(anchor);
  const chunk = readChunk(folder, index);
  const cells = await Promise.all(chunk.map((cell) => plannedCell(cell, setting.experimentUrl)));
  const labels = new Map(chunk.map(({ name, label }) => [name, label]));
  const keeper = new SignKeeper(setting.store);
  const { onEvent } = keeper;
  const about = (name: string) => ({ cell: name, label: labels.get(name)! });
  const finish = new AbortController();
  const asked = () => existsSync(finishFile(folder)) && finish.abort();
  asked();
  const timer = setInterval(asked, LOOK_MS).unref();
  keeper.begin(Math.min(workers, cells.length));
  try {
    await processesExecutor({ workers, timeoutSeconds: timeoutSeconds ?? undefined }).execute({
      ...setting,
      cells,
      finish: finish.signal,
      stop,
      events: {
        onStart: (name) => onEvent({ event: 'cell-start', ...about(name) }),
        onProgress(name, share, point) {
          keeper.progress(name, share);
          if (point) onEvent({ event: 'curve', ...about(name), ...point });
        },
        onFinish: (name) => keeper.finish(name),
        onNote: () => {},
      },
    });
  } finally {
    clearInterval(timer);
    keeper.end();
  }
}

const plannedCell = async (
  { name, cell, files, cost, own }: ChunkCell,
  experimentUrl: string,
): Promise<PlannedCell> => ({
  name,
  cell,
  files,
  cost,
  procedure: await findProcedure(cell.procedure, own, experimentUrl),
});
