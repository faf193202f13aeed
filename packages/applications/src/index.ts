export { type Coverage, coverageOf, HIGH_QUALITY, LEAST_SHARE } from './gan/coverage.ts';
export { planeData } from './gan/data/index.ts';
export type { Place, PlaneData } from './gan/data/plane-data.ts';
export { gan } from './gan/gan.ts';
export type { GanSweep } from './gan/gan-sweep.ts';
export { miLoss } from './loss/mi-loss.ts';
export { miPenalty } from './loss/mi-penalty.ts';
export type { MiTerm, MiTermOptions } from './loss/mi-term.ts';
