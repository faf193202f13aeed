import { type Entry, entry } from '@minebench/core';
import { HALF, halfEngine } from '../runtime/half-engine.ts';
import type { RecordedEngine } from '../runtime/recorded-engine.ts';

/** The entry of an engine that records, with matrix products in half precision. */
export const withHalf = <Options>(recorded: Entry<RecordedEngine, Options>): Entry<RecordedEngine, Options> =>
  entry({
    id: recorded.id + HALF,
    summary: `${recorded.id} with matrix products in half precision`,
    options: recorded.options,
    create: (options: Options) => halfEngine(recorded.create(options)),
  }) as Entry<RecordedEngine, Options>;
