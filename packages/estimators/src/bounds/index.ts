import { type Bound, createRegistry } from '@minebench/core';
import { club } from './club.ts';
import { doe } from './doe.ts';
import { dv } from './dv.ts';
import { fDimeGan } from './f-dime-gan.ts';
import { fDimeHd } from './f-dime-hd.ts';
import { fDimeKl } from './f-dime-kl.ts';
import { l1out } from './l1out.ts';
import { mine } from './mine.ts';
import { mineF } from './mine-f.ts';
import { minee } from './minee.ts';

/** Bounds by name. */
export const bounds = createRegistry<Bound>('bound', [
  dv,
  mine,
  mineF,
  fDimeKl,
  fDimeGan,
  fDimeHd,
  club,
  l1out,
  doe,
  minee,
]);
