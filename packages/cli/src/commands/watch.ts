import { InputError } from '@minebench/core';
import { planExperiment, RecordStore } from '@minebench/runner';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { openExperiment, storeOf } from '../experiment-file.ts';
import { LiveReader } from '../live-reader.ts';
import { serveLocally } from '../live-server.ts';
import { positiveInteger } from '../numbers.ts';
import { print, say } from '../output.ts';

export interface WatchFlags {
  readonly store?: string;
  readonly size?: string;
  readonly engine?: string;
  readonly port?: string;
}

/** `minebench watch FILE`: a live page on the loopback address, until Ctrl-C. Writes nothing, and disturbs no run. */
export async function watch(file: string, flags: WatchFlags): Promise<ExitCode> {
  const port = positiveInteger('--port', flags.port) ?? 0;
  if (port > 65535)
    throw new InputError({ argument: '--port', value: port, problem: 'is no port', remedy: 'give one up to 65535' });
  const { experiment, url } = await openExperiment(file, flags.size);
  const cells = await planExperiment(experiment, { experimentUrl: url, engine: flags.engine });
  const store = storeOf(experiment, flags.store);
  const reader = new LiveReader(new RecordStore(store), cells);
  const { livePage } = await import('@minebench/report');
  const page = livePage({ title: experiment.title, store });
  const server = await serveLocally(port, {
    '/': { type: 'text/html; charset=utf-8', body: () => page },
    '/state.json': { type: 'application/json', body: () => JSON.stringify(reader.read()) },
  });
  const ended = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve).once('SIGTERM', resolve);
  });
  print(server.url);
  say('Ctrl-C ends it; the runs go on');
  await ended;
  await server.close();
  return exitCodes.done;
}
