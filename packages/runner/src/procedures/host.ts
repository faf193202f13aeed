import type { CellPlan, JsonObject } from '@minebench/core';
import { filesIn } from './files-in.ts';

/** The engine of cells that need none: plain JavaScript in double precision. */
export const HOST = 'host';

/** A cell that trains nothing: of the two seeds it has that of the data, and it needs no engine. */
export const hostPlan = (procedure: string, params: JsonObject, dataSeed: number): CellPlan => ({
  procedure,
  params,
  dataSeed,
  initSeed: 0,
  engine: HOST,
  protocol: { version: 1 },
  files: [...new Set(filesIn(params))],
});
