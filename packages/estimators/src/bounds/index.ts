import { type Bound, createRegistry } from '@minebench/core';
import { club } from './club.ts';
import { doe } from './doe.ts';
import { dv } from './dv.ts';
import { fDimeGan } from './f-dime-gan.ts';
import { fDimeHd } from './f-dime-hd.ts';
import { fDimeKl } from './f-dime-kl.ts';
import { flo } from './flo.ts';
import { iAlpha } from './i-alpha.ts';
import { infonce } from './infonce.ts';
import { js } from './js.ts';
import { l1out } from './l1out.ts';
import { mine } from './mine.ts';
import { mineF } from './mine-f.ts';
import { minee } from './minee.ts';
import { remine } from './remine.ts';
import { smile } from './smile.ts';
import { tuba } from './tuba.ts';

/** Bounds by name. */
export const bounds = createRegistry<Bound>('bound', [
  dv,
  mine,
  mineF,
  tuba,
  remine,
  infonce,
  iAlpha,
  flo,
  js,
  smile,
  fDimeKl,
  fDimeGan,
  fDimeHd,
  club,
  l1out,
  doe,
  minee,
]);
