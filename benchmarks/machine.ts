import { cpus, release, totalmem } from 'node:os';

/** Processor, memory and runtime in one line: what a time is worth nothing without. */
export function describeMachine(): string {
  const [processor] = cpus();
  const gib = Math.round(totalmem() / 2 ** 30);
  return `${processor.model.trim()}, ${cpus().length} processors, ${gib} GiB, ${process.platform} ${release()}, Node ${process.version.slice(1)}`;
}
