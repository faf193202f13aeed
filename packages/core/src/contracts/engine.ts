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
  /** Floating-point operations of one step, a multiplication and an addition counted apart; absent where the engine does not record. */
  readonly flopPerStep?: number;
  /** Releases the runtime's memory. */
  dispose(): Promise<void>;
}

export interface CompileOptions {
  /** Whose step it is (a critic's id), for error messages. */
  readonly subject?: string;
}

export interface Engine {
  /** `ort:cpu`, `tfjs:wasm`, ... */
  readonly id: string;
  compile(step: Step, example: StepExample, options?: CompileOptions): Promise<Program>;
}
