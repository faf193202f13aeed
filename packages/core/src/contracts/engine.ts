import type { Tensor } from '@tensorflow/tfjs';
import type { NamedArrays, NamedSpecs } from './nd-array.ts';

export type NamedTensors = Readonly<Record<string, Tensor>>;

/**
 * One step of a computation in TensorFlow.js ops: `state` is carried from step to step, `data` is the same for all steps of a call,
 * `batch` is this step's slice of the inputs.
 */
export type Step = (
  state: NamedTensors,
  data: NamedTensors,
  batch: NamedTensors,
) => { readonly state: NamedTensors; readonly outputs: NamedTensors };

/** The shapes a step is compiled for; `batch` without the leading axis of steps. */
export interface StepExample {
  readonly state: NamedSpecs;
  readonly data: NamedSpecs;
  readonly batch: NamedSpecs;
}

/** Inputs of one call: `batch` arrays carry a leading axis of steps, `[steps, ...shape]`. */
export interface ProgramInputs {
  /** An engine may keep what it was given where it computes: numbers that have changed come as another typed array, be it a new view of the same memory. */
  readonly data: NamedArrays;
  readonly batch: NamedArrays;
}

/** A compiled step. A call runs many steps; outputs are stacked over steps, `[steps, ...shape]`. */
export interface Program {
  run(
    state: NamedArrays,
    inputs: ProgramInputs,
    steps: number,
  ): Promise<{ readonly state: NamedArrays; readonly outputs: NamedArrays }>;
  /** Floating-point operations of one step of one replica, a multiplication and an addition counted apart; absent where the engine does not record. */
  readonly flopPerStep?: number;
  /** Releases the runtime's memory. */
  dispose(): Promise<void>;
}

/** What the id of an engine ends with that runs replicas as one program. */
export const VMAP = '+vmap';

/**
 * R replicas of a step as one program: every array of the state, of the batch and of the outputs, and every array of the data that is not shared, has
 * the replica axis before its own: `[R, ...shape]`, or `[steps, R, ...shape]`. Replicas do not see each other.
 */
export interface Replicas {
  /** R. */
  readonly count: number;
  /** Names of the data that all replicas read, without a replica axis. */
  readonly shared?: readonly string[];
  /** Every replica's own step, `[R]`, where they differ in numbers (a learning rate). Otherwise they must compute the same. */
  readonly steps?: readonly Step[];
}

export interface CompileOptions {
  /** Whose step it is (a critic's id), for error messages. */
  readonly subject?: string;
  /** On an engine whose id ends with `+vmap`. */
  readonly replicas?: Replicas;
}

export interface Engine {
  /** `ort:cpu`, `tfjs:wasm`, `ort:cpu+vmap`, ... */
  readonly id: string;
  /** What to do where it does not work: a command, or what to install. */
  readonly remedy?: string;
  /** Name of the device that it computes on, where it works. */
  device?(): Promise<string>;
  compile(step: Step, example: StepExample, options?: CompileOptions): Promise<Program>;
}
