/** What the process ends with. */
export const exitCodes = {
  done: 0,
  /** A check did not hold. */
  checkFailed: 1,
  /** Bad usage or input: one line on stderr says what. */
  badInput: 2,
  someCellsFailed: 3,
  /** A fault of minebench itself. */
  internal: 70,
  /** Stopped by Ctrl-C or a signal, 128 and the signal's number, as shells have it. */
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
