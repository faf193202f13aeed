import { type Engine, type Entry, entry, VMAP } from '@minebench/core';
import type { RecordedEngine } from '../runtime/recorded-engine.ts';
import { vmapEngine } from '../runtime/vmap-engine.ts';

/** The entry of an engine that records, with replicas as one program. */
export const withVmap = <Options>(recorded: Entry<RecordedEngine, Options>): Entry<Engine> =>
  entry({
    id: recorded.id + VMAP,
    summary: `${recorded.id} with replicas that differ in seeds or numbers trained as one program`,
    options: recorded.options,
    create: (options: Options) => vmapEngine(recorded.create(options)),
  }) as unknown as Entry<Engine>;
