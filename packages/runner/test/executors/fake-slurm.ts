import { dirname } from 'node:path';
import { readChunk, readSetting } from '../../src/executors/slurm/chunk.ts';
import type { ArrayJob, PlannedCell, QueuedTask, Slurm } from '../../src/index.ts';
import { inProcessExecutor } from '../../src/index.ts';

interface Task extends QueuedTask {
  readonly folder: string;
}

/**
 * A Slurm that lives in the test: at each look at its queue it runs the first task that waits. `fate` says after how many cells a task dies (Infinity: it does not).
 */
export class FakeSlurm implements Slurm {
  readonly submitted: ArrayJob[] = [];
  /** Names of the cells that were run, in order. */
  readonly ran: string[] = [];
  /** Looks that it leaves without an answer. */
  silent = 0;
  /** While true no task starts. */
  held = false;
  most = 1000;
  tasks: Task[] = [];
  private readonly cells: ReadonlyMap<string, PlannedCell>;
  private readonly fate: (index: number, attempt: number) => number;
  private readonly attempts = new Map<string, number>();

  constructor(cells: readonly PlannedCell[], fate: (index: number, attempt: number) => number = () => Infinity) {
    this.cells = new Map(cells.map((cell) => [cell.name, cell]));
    this.fate = fate;
  }

  async submit(job: ArrayJob): Promise<string> {
    const jobId = String(this.submitted.push(job));
    const jobName = optionOf(job, '--job-name');
    const array = job.options.find((option) => option.startsWith('--array='));
    const indices = array === undefined ? [] : indicesOf(array.slice('--array='.length));
    for (const index of indices) this.tasks.push({ jobName, jobId, index, state: 'PD', folder: dirname(job.script) });
    return jobId;
  }

  async queue(): Promise<QueuedTask[] | null> {
    if (this.silent > 0) {
      this.silent--;
      return null;
    }
    const seen = [...this.tasks];
    const task = this.held ? undefined : this.tasks.shift();
    if (task) await this.run(task);
    return seen;
  }

  async cancel(jobIds: readonly string[]): Promise<void> {
    this.tasks = this.tasks.filter(({ jobId }) => !jobIds.includes(jobId));
  }

  mostTasks = async () => this.most;

  private async run({ folder, index }: Task): Promise<void> {
    const key = `${folder}/${index}`;
    const attempt = (this.attempts.get(key) ?? 0) + 1;
    this.attempts.set(key, attempt);
    const chunk = readChunk(folder, index).slice(0, this.fate(index, attempt));
    const never = new AbortController().signal;
    const events = {
      onStart: (name: string) => void this.ran.push(name),
      onProgress: () => {},
      onFinish: () => {},
      onNote: () => {},
    };
    const cells = chunk.map(({ name }) => this.cells.get(name)!);
    await inProcessExecutor.execute({ ...readSetting(folder), cells, finish: never, stop: never, events });
  }
}

const optionOf = ({ options }: ArrayJob, name: string): string =>
  options.findLast((option) => option.startsWith(`${name}=`))!.slice(name.length + 1);

const indicesOf = (list: string): number[] =>
  list.split(',').flatMap((part) => {
    const [from, to = from] = part.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, k) => from + k);
  });
