/** What an experiment's accuracy is held to against its baseline. */
export interface Gate {
  /** How much worse is still no regression. */
  readonly margins: {
    /** Nats that |bias| may grow by on a task. */
    readonly bias: number;
    /** Nats that an estimator's standard deviation, pooled over tasks, may grow by. */
    readonly standardDeviation: number;
    /** Share of an estimator's seeds over all tasks, in [0, 1), that may be lost beside those that were. */
    readonly failureRate: number;
    /** Factor that an estimator's floating-point operations per estimate may grow by. */
    readonly compute: number;
    /** Factor that its time per estimate, measured against the calibration kernel, may grow by. */
    readonly time: number;
  };
  /** Seeds of every comparison at each look, ascending; the last is the budget. Half of the seeds and all of them where absent. */
  readonly looks?: readonly number[] | undefined;
  /** Chance of any false alarm over the whole family of comparisons. */
  readonly alarmLevel: number;
  /** Chance, for each comparison by itself, of calling one fine that is just worse than its margin. */
  readonly passLevel: number;
  /** What a comparison that the budget does not resolve does to the gate. */
  readonly unresolved: 'pass' | 'fail';
}
