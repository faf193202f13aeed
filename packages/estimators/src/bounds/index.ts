import { type Bound, createRegistry } from '@minebench/core';
import { dv } from './dv.ts';
import { mine } from './mine.ts';
import { mineF } from './mine-f.ts';

/** Bounds by name. */
export const bounds = createRegistry<Bound>('bound', [dv, mine, mineF]);
