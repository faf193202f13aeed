import { type CellOutcome, type CellTask, runCell } from './run-cell.ts';

/**
 * Runs cells whose programs can be one, each as if it were alone: with its own record, progress and checkpoint. One that fails, diverges or stops early leaves the
 * others as they are.
 * @param onOutcome - told of each cell when it is done
 * @throws InputError where a record cannot be written; the other cells are finished first
 */
export async function runGroup(
  tasks: readonly CellTask[],
  onOutcome: (task: CellTask, outcome: CellOutcome) => void,
): Promise<void> {
  if (tasks.length === 1) {
    onOutcome(tasks[0], await runCell(tasks[0]));
    return;
  }
  const { engines, runReplicas } = await import('@minebench/engine');
  const settled = await runReplicas(engines.create(tasks[0].cell.engine), tasks.length, async (engine, k) =>
    onOutcome(tasks[k], await runCell({ ...tasks[k], together: { engine, cells: tasks.length } })),
  );
  for (const result of settled) if (result.status === 'rejected') throw result.reason;
}
