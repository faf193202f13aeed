export { miLoss } from './loss/mi-loss.ts';
export { miPenalty } from './loss/mi-penalty.ts';
export type { MiTerm, MiTermOptions } from './loss/mi-term.ts';
