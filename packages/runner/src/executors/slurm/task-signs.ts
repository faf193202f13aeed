import { readSigns } from '../../live/read-signs.ts';
import type { Job } from '../executor.ts';

/** Tells what tasks on other hosts say of the cells that they are at, as if they ran here. */
export class TaskSigns {
  private readonly job: Job;
  /** The last step that was told, by the cell. */
  private readonly told = new Map<string, number>();

  constructor(job: Job) {
    this.job = job;
  }

  /**
   * @param isOpen - whether a cell has no record yet
   * @returns how many workers there are now
   */
  tell(isOpen: (cell: string) => boolean): number {
    const { events } = this.job;
    const signs = readSigns(this.job.store);
    for (const { cell, share, curve } of signs.flatMap((sign) => sign.running)) {
      if (!isOpen(cell)) continue;
      const known = this.told.get(cell);
      if (known === undefined) events.onStart(cell);
      const from = known ?? 0;
      for (const [k, step] of curve.step.entries()) {
        const [minibatch, selection] = [curve.minibatch[k], curve.selection[k]];
        if (step <= from || typeof minibatch !== 'number' || typeof selection !== 'number') continue;
        events.onProgress(cell, share, { step, minibatch, selection });
      }
      if (curve.step.length === 0) events.onProgress(cell, share);
      this.told.set(cell, curve.step.at(-1) ?? 0);
    }
    return signs.reduce((sum, sign) => sum + sign.workers, 0);
  }
}
