import type { Cell, CellRecord, CellResult, Experiment } from '@minebench/core';
import type { Executor, ExecutorEvents } from '../executors/executor.ts';
import { CELLS_PER_PROGRAM, groupCells } from '../experiment/groups.ts';
import { cellLabels } from '../experiment/labels.ts';
import { selectCells } from '../experiment/only.ts';
import { type PlannedCell, planExperiment } from '../experiment/plan.ts';
import { inRunningOrder } from '../experiment/running-order.ts';
import { shardOfCells } from '../experiment/shard.ts';
import { Forecast } from '../forecast/forecast.ts';
import { Pace } from '../forecast/pace.ts';
import { checkpointNames, removeCheckpoint } from '../store/checkpoint-file.ts';
import { readCell, setCellAside } from '../store/read-cell.ts';
import { RecordStore } from '../store/record-store.ts';
import { takeStock } from '../store/stock.ts';
import type { OnEvent, Tally } from './events.ts';
import { currentCommit } from './provenance.ts';
import { isSettled } from './run-cell.ts';

export interface RunOptions {
  readonly experimentUrl: string;
  /** Folder of the records. */
  readonly store: string;
  readonly executor: Executor;
  /** Takes the place of the sweeps' own engines. */
  readonly engine?: string | undefined;
  /** Runs only the cells that match: `field=value` conditions joined by commas. */
  readonly only?: string | undefined;
  /** Runs only the cells that it says yes to. */
  readonly select?: ((cell: Cell) => boolean) | undefined;
  /** False: a plan of more than 10^5 cells is refused. */
  readonly confirmed?: boolean | undefined;
  /** Runs the cells of one shard only, as one of several hosts that share the store. */
  readonly shard?: { readonly index: number; readonly count: number } | undefined;
  /** Runs failed cells again. Cells whose worker died or ran out of time always run again. */
  readonly retry?: boolean | undefined;
  /** At least this long between two checkpoints of a cell that takes long; a minute where absent. */
  readonly checkpointSeconds?: number | undefined;
  /** Most cells that are run as one program, on an engine whose id ends with `+vmap`; 16 where absent. */
  readonly cellsPerProgram?: number | undefined;
  readonly onEvent?: OnEvent;
  /** Once aborted, no further cell starts. */
  readonly finish?: AbortSignal;
  /** Once aborted, everything stops. */
  readonly stop?: AbortSignal;
}

export interface RunSummary extends Tally {
  /** Cells asked for, and those among them that have no record yet. */
  readonly cells: number;
  readonly left: number;
  /** How many of the cells were run now. */
  readonly ran: number;
  /** Of the cells, in their order. */
  readonly records: readonly CellRecord[];
}

const never = new AbortController().signal;

/**
 * Runs the cells of an experiment that have no record yet. Doing it again does nothing: resuming is the default.
 * @throws InputError where a field of the experiment or an option is wrong, or the store cannot be written; what is finished stays
 */
export async function runExperiment(experiment: Experiment, options: RunOptions): Promise<RunSummary> {
  const {
    experimentUrl,
    executor,
    engine,
    confirmed,
    only,
    select,
    shard,
    retry = false,
    cellsPerProgram = CELLS_PER_PROGRAM,
    onEvent = () => {},
    finish = never,
    stop = never,
  } = options;
  const planned = await planExperiment(experiment, { experimentUrl, engine, confirmed });
  const matching = only === undefined ? planned : selectCells(planned, only);
  const chosen = select === undefined ? matching : matching.filter(({ cell }) => select(cell));
  const cells = shard === undefined ? chosen : shardOfCells(chosen, shard.index, shard.count);
  const store = new RecordStore(options.store);
  const stock = takeStock(store, cells);
  for (const { name, reason } of stock.refused) throw store.refusal(name, reason);
  const settled = new Map([...stock.records].filter(([, record]) => isSettled(record, retry)));
  const left = inRunningOrder(cells.filter(({ name }) => !settled.has(name)));
  if (left.length > 0) store.requireWritable();
  const byName = new Map(cells.map((cell) => [cell.name, cell]));
  const setAside = stock.corrupt.flatMap(({ name, path, reason }) => {
    const cell = byName.get(name);
    const movedTo = cell ? setCellAside(store, cell) : store.setAside(name);
    return movedTo === undefined ? [] : [{ path, reason, movedTo, runsAgain: cell !== undefined }];
  });
  // Left by a process that was killed after another one had finished its cell.
  for (const name of checkpointNames(store)) if (settled.has(name)) removeCheckpoint(store, name);
  onEvent({
    event: 'plan',
    experiment: experiment.id,
    store: options.store,
    cells: cells.length,
    done: settled.size,
    left: left.length,
    stale: stock.stale,
    workers: Math.min(executor.workers, groupCells(left, cellsPerProgram).length),
    setAside,
  });
  const results = new Map([...settled].map(([name, { result }]) => [name, result]));
  const pace = new Pace();
  for (const planned of cells) {
    const record = settled.get(planned.name);
    if (record && record.result.status !== 'failed')
      pace.rateOf(planned.cell).observe(planned.cost, record.provenance.seconds);
  }
  if (left.length > 0) {
    const events = watch(cells, new Forecast(left, () => executor.workers, pace), results, onEvent);
    const commit = currentCommit();
    const { checkpointSeconds = 60 } = options;
    const where = { experimentUrl, store: options.store };
    await executor.execute({
      cells: left,
      cellsPerProgram,
      ...where,
      retry,
      checkpointSeconds,
      commit,
      finish,
      stop,
      events,
    });
  }
  const summary = { cells: cells.length, left: cells.length - results.size, ...tally(results.values()) };
  onEvent({ event: 'done', experiment: experiment.id, ...summary });
  return { ...summary, ran: results.size - settled.size, records: recordsOf(store, cells) };
}

/** Keeps the results and tells what happens, with the time left. */
function watch(
  cells: readonly PlannedCell[],
  forecast: Forecast,
  results: Map<string, CellResult>,
  onEvent: OnEvent,
): ExecutorEvents {
  const labels = cellLabels(cells);
  const now = () => performance.now() / 1000;
  const tellProgress = (cell: string, cellShare: number) =>
    onEvent({
      event: 'progress',
      done: results.size,
      cells: cells.length,
      share: forecast.share,
      secondsLeft: forecast.secondsLeft(now()),
      cell,
      cellShare,
    });
  return {
    onStart(name) {
      forecast.start(name, now());
      onEvent({ event: 'cell-start', cell: name, label: labels.of(name) });
    },
    onProgress(name, share, point) {
      forecast.progress(name, share, now());
      if (point) onEvent({ event: 'curve', cell: name, label: labels.of(name), ...point });
      tellProgress(name, share);
    },
    onFinish(name, result, seconds) {
      results.set(name, result);
      forecast.finish(name, seconds, now());
      const { status } = result;
      const about = { cell: name, label: labels.of(name), seconds };
      onEvent(
        status === 'failed'
          ? { event: 'cell-failed', ...about, reason: String(result.reason) }
          : { event: 'cell-done', ...about, status },
      );
      tellProgress(name, 1);
    },
    onNote(text) {
      onEvent({ event: 'note', text });
    },
  };
}

function tally(results: Iterable<CellResult>): Tally {
  const counts = { completed: 0, diverged: 0, failed: 0 };
  for (const { status } of results) counts[status]++;
  return counts;
}

function recordsOf(store: RecordStore, cells: readonly PlannedCell[]): CellRecord[] {
  return cells.flatMap((cell) => {
    const found = readCell(store, cell);
    return found.kind === 'record' ? [found.record] : [];
  });
}
