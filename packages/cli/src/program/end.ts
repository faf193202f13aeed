import type { ExitCode } from '../exit-codes.ts';

/** Hears of the code that a command ends with. */
export type End = (code: ExitCode) => void;
