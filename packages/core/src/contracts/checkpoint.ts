/**
 * Where a long computation leaves its state from time to time, so that one that is cut short goes on from there and ends with the same bytes. State is anything that
 * `structuredClone` takes. When it is kept is a matter of time, and therefore must make no difference to the result.
 */
export interface Checkpoint {
  /** The state that was kept last; undefined where there is none. */
  restore(): unknown;
  /** Offers the state as it is now. `state` is called, and what it gives kept, only where the last time is long enough ago. */
  offer(state: () => unknown): void;
}
