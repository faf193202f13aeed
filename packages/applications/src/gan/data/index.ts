import { createRegistry } from '@minebench/core';
import { gaussians } from './gaussian-grid.ts';
import type { PlaneData } from './plane-data.ts';
import { spiral } from './spiral.ts';

/** What a generator of points in the plane can be asked to imitate, by name. */
export const planeData = createRegistry<PlaneData>('distribution', [gaussians, spiral]);
