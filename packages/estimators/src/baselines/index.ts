import { createRegistry, type Estimator } from '@minebench/core';
import { cca } from './cca.ts';
import { gaussianMixture } from './gaussian-mixture/gaussian-mixture.ts';
import { histogram } from './histogram/histogram.ts';
import { ksg } from './ksg.ts';

/** Classical estimators by name. */
export const baselines = createRegistry<Estimator>('baseline', [ksg, cca, histogram, gaussianMixture]);
