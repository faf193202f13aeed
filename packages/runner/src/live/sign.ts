import { z } from 'zod';

const number = z.number();
const maybe = z.number().nullable();

/** A cell that runs somewhere, as its run tells of it. */
const runningSchema = z.object({
  cell: z.string(),
  label: z.string(),
  /** Share done, in [0, 1]. */
  share: number,
  /** Seconds since it began. */
  seconds: number,
  /** Training so far: last step of each interval, minibatch mean and selection estimate in nats. */
  curve: z.object({ step: z.array(number), minibatch: z.array(maybe), selection: z.array(maybe) }),
});

/** What a run tells of itself while it lasts: a small file beside its records. Whatever is read is checked: others may write there. */
export const signSchema = z.object({
  run: z.string(),
  host: z.string(),
  process: number,
  workers: number,
  running: z.array(runningSchema),
});

export type RunSign = z.infer<typeof signSchema>;
export type RunningCell = RunSign['running'][number];

/** Folder of the signs below that of the records. */
export const SIGNS = 'live';
/** End of their names: records alone end with `.json`. */
export const SIGN = '.sign';
