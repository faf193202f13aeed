/**
 * A worker process: takes one cell after the other from its parent, runs it and writes its record. It leaves the
 * signals that the whole group gets to its parent, and leaves when its parent is gone, however that went.
 */
import { InputError, type InputProblem } from '@minebench/core';
import { createFingerprinter, type Fingerprinter } from '../code/fingerprint.ts';
import { addAnchor } from '../loading/load-module.ts';
import { messageOf } from '../run/message-of.ts';
import { currentSetting, type Setting } from '../run/provenance.ts';
import type { CellTask } from '../run/run-cell.ts';
import { runGroup } from '../run/run-group.ts';
import { RecordStore } from '../store/record-store.ts';
import { findProcedure, sourcesChanged } from './find-procedure.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { watchParent } from './watch-parent.ts';

type Start = Extract<ToWorker, { type: 'start' }>;
type Run = Extract<ToWorker, { type: 'run' }>;

interface Session {
  readonly start: Start;
  readonly store: RecordStore;
  readonly setting: Setting;
  readonly fingerprinter: Fingerprinter;
}

const tell = (message: FromWorker): void => {
  process.send!(message);
};

function begin(start: Start): Session {
  watchParent(start.parent);
  for (const anchor of start.anchors) addAnchor(anchor);
  return {
    start,
    store: new RecordStore(start.store),
    setting: currentSetting(start.commit),
    fingerprinter: createFingerprinter(start.experimentUrl),
  };
}

async function run(session: Session, message: Run): Promise<void> {
  const { experimentUrl, retry, checkpointSeconds } = session.start;
  const procedure = await findProcedure(message.cells[0].cell.procedure, message.own, experimentUrl);
  const tasks: CellTask[] = [];
  for (const { name, cell, files } of message.cells) {
    // A result must never carry the fingerprint of sources that did not make it.
    if ((await session.fingerprinter.of(procedure, files)) !== cell.code) throw sourcesChanged();
    tasks.push({
      name,
      cell,
      procedure,
      experimentUrl,
      store: session.store,
      setting: session.setting,
      retry,
      checkpointSeconds,
      onProgress: (share, point) => tell({ type: 'progress', name, share, point }),
    });
  }
  await procedure.load?.();
  tell({ type: 'begun' });
  await runGroup(tasks, ({ name }, { record, shared }) =>
    tell({ type: 'finished', name, result: record.result, seconds: record.provenance.seconds, shared }),
  );
}

function giveUp(error: unknown): void {
  const message = messageOf(error);
  const input = error instanceof InputError ? { input: error.problem as InputProblem & Record<string, unknown> } : {};
  tell({ type: 'fatal', message, ...input });
}

let session: Session | undefined;

// Sent to the whole group by a terminal, and by Slurm: the parent decides, and kills where it must.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.on('disconnect', () => process.exit());
process.on('message', (message: ToWorker) => {
  if (message.type === 'start') {
    session = begin(message);
    tell({ type: 'ready' });
  } else if (message.type === 'leave') {
    process.exit();
  } else {
    run(session!, message).catch(giveUp);
  }
});
