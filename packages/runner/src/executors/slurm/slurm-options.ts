import type { Slurm } from './slurm.ts';

export interface SlurmOptions {
  /** The program and its arguments that a task runs, followed by a folder and the task's index. */
  readonly command: readonly string[];
  /** Cells a task; as many as make two hundred tasks where absent. */
  readonly chunk?: number | undefined;
  /** Worker processes a task, each of which asks for a core; one where absent. */
  readonly workers?: number | undefined;
  readonly timeoutSeconds?: number | undefined;
  /** Options of `sbatch`, passed through. */
  readonly sbatch?: readonly string[] | undefined;
  /** Submits, and does not wait. */
  readonly detach?: boolean | undefined;
  /** A command line to run when the tasks have ended, in a job that depends on theirs. */
  readonly afterwards?: string | undefined;
  /** For tests. */
  readonly slurm?: Slurm;
  readonly pause?: (seconds: number) => Promise<void>;
}
