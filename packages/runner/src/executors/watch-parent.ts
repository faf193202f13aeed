import { Worker } from 'node:worker_threads';

/** Runs in a thread, because a cell may block the process's own event loop for as long as it takes. */
const WATCH = `
const { workerData } = require('node:worker_threads');
setInterval(() => {
  if (process.ppid !== workerData) process.kill(process.pid, 'SIGKILL');
}, 500);
`;

/** Ends this process within a second of its parent's end, however that came about and whatever this process is doing. */
export function watchParent(parent: number): void {
  new Worker(WATCH, { eval: true, execArgv: [], workerData: parent }).unref();
}
