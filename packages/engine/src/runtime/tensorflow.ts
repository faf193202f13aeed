import type {
  Engine,
  NamedArrays,
  NamedTensors,
  NdArray,
  Program,
  ProgramInputs,
  Step,
  StepExample,
} from '@minebench/core';
import type { Tensor } from '@tensorflow/tfjs';
import { sizeOf } from '../graph/graph.ts';
import { tf } from '../tf.ts';
import { checkInputs } from './check-inputs.ts';

/** A TensorFlow.js backend: its name there, and what must happen before it can be chosen. */
export interface TensorflowBackend {
  readonly backend: string;
  prepare?(): Promise<void>;
}

/** Runs steps eagerly, operation by operation, on a TensorFlow.js backend: the reference that the recorded engines are held to. */
export function tensorflowEngine(id: string, { backend, prepare }: TensorflowBackend): Engine {
  let ready: Promise<void> | undefined;
  const start = async () => {
    await prepare?.();
    const previous = tf.getBackend();
    const started = await tf.setBackend(backend);
    if (!started) throw new Error(`engine ${id}: TensorFlow.js could not start its backend ${backend}`);
    if (previous) tf.setBackend(previous);
  };
  return {
    id,
    async compile(step: Step, example: StepExample): Promise<Program> {
      ready ??= start();
      await ready;
      return {
        run: (state, inputs, steps) => runEagerly(backend, step, example, state, inputs, steps),
        async dispose() {},
      };
    },
  };
}

async function runEagerly(
  backend: string,
  step: Step,
  example: StepExample,
  initial: NamedArrays,
  inputs: ProgramInputs,
  steps: number,
) {
  checkInputs(example, initial, inputs, steps);
  const previous = tf.getBackend();
  tf.setBackend(backend);
  try {
    const data = toTensors(inputs.data, Object.keys(example.data));
    let state = toTensors(initial, Object.keys(example.state));
    const stacks: Record<string, { spec: Tensor; parts: ArrayLike<number>[] }> = {};
    for (let k = 0; k < steps; k++) {
      const batch = toTensors(sliceBatch(inputs.batch, example, k), Object.keys(example.batch));
      const result = tf.engine().tidy(() => {
        const { state: next, outputs } = step(state, data, batch);
        // A step may pass a tensor through; a copy makes the next state independent of the last one's disposal.
        const kept = Object.fromEntries(Object.keys(example.state).map((name) => [name, tf.clone(next[name])]));
        return { state: kept, outputs } as never;
      }) as unknown as { state: NamedTensors; outputs: NamedTensors };
      for (const [name, output] of Object.entries(result.outputs)) {
        stacks[name] ??= { spec: output, parts: [] };
        stacks[name].parts.push(output.dataSync());
      }
      tf.dispose([state, batch, result.outputs] as never);
      state = result.state;
    }
    const finalState = Object.fromEntries(Object.entries(state).map(([name, tensor]) => [name, toArray(tensor)]));
    tf.dispose([state, data] as never);
    const outputs = Object.fromEntries(
      Object.entries(stacks).map(([name, { spec, parts }]) => [name, stack(spec, parts, steps)]),
    );
    return { state: finalState, outputs };
  } finally {
    if (previous) tf.setBackend(previous);
  }
}

const toTensors = (arrays: NamedArrays, names: readonly string[]): NamedTensors =>
  Object.fromEntries(
    names.map((name) => [name, tf.tensor(arrays[name].data, [...arrays[name].shape], arrays[name].dtype)]),
  );

const typedArray = (dtype: NdArray['dtype'], values: ArrayLike<number>): NdArray['data'] =>
  dtype === 'float32'
    ? Float32Array.from(values)
    : dtype === 'int32'
      ? Int32Array.from(values)
      : Uint8Array.from(values);

const toArray = (tensor: Tensor): NdArray => {
  const dtype = tensor.dtype as NdArray['dtype'];
  return { dtype, shape: tensor.shape, data: typedArray(dtype, tensor.dataSync()) };
};

const sliceBatch = (batch: NamedArrays, example: StepExample, step: number): NamedArrays =>
  Object.fromEntries(
    Object.entries(example.batch).map(([name, { shape, dtype }]) => {
      const size = sizeOf(shape);
      return [name, { shape, dtype, data: batch[name].data.subarray(step * size, (step + 1) * size) }];
    }),
  );

const stack = ({ shape, dtype }: Tensor, parts: readonly ArrayLike<number>[], steps: number): NdArray => {
  const type = dtype as NdArray['dtype'];
  const size = sizeOf(shape);
  const data = typedArray(type, { length: steps * size });
  parts.forEach((part, k) => {
    data.set(part, k * size);
  });
  return { dtype: type, shape: [steps, ...shape], data };
};
