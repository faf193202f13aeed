import type {
  ArraySpec,
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
import { flopOfStep } from '../graph/flop.ts';
import { sizeOf } from '../graph/graph.ts';
import { onBackend } from '../on-backend.ts';
import { recordStep } from '../record/record-step.ts';
import { callStep } from '../step-contract.ts';
import { StepError } from '../step-error.ts';
import { tf } from '../tf.ts';
import { checkInputs } from './check-inputs.ts';
import { refuseReplicas } from './refuse-replicas.ts';

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
    const previous = tf.getBackend() ?? 'cpu';
    try {
      const started = await tf.setBackend(backend);
      if (!started) throw new Error(`engine ${id}: TensorFlow.js could not start its backend ${backend}`);
    } finally {
      tf.setBackend(previous);
    }
  };
  return {
    id,
    async compile(step: Step, example: StepExample, { subject = 'the step', replicas } = {}): Promise<Program> {
      refuseReplicas(id, replicas);
      ready ??= start();
      await ready;
      return {
        ...countedFlop(step, example),
        async run(state, inputs, steps) {
          checkInputs(example, state, inputs, steps);
          try {
            return onBackend(backend, () => runEagerly(step, example, subject, state, inputs, steps));
          } catch (error) {
            throw named(error, subject, id);
          }
        },
        async dispose() {},
      };
    },
  };
}

/** A kernel that the backend lacks, as an error that says whose step wants it and where it runs; any other error as it is. */
function named(error: unknown, subject: string, engine: string): unknown {
  const kernel = /Kernel '(\w+)' not registered for backend/.exec(String(error))?.[1];
  if (!kernel) return error;
  return new StepError(
    `${subject} uses the TensorFlow.js kernel ${kernel}, which ${engine} does not have; run with --engine ort:cpu or tfjs:cpu`,
  );
}

/** Counted on a recording of the step; none of a step that cannot be recorded, which runs here all the same. */
function countedFlop(step: Step, example: StepExample): Pick<Program, 'flopPerStep'> {
  try {
    return { flopPerStep: flopOfStep(recordStep(step, example)) };
  } catch {
    return {};
  }
}

function runEagerly(
  step: Step,
  example: StepExample,
  subject: string,
  initial: NamedArrays,
  inputs: ProgramInputs,
  steps: number,
) {
  const data = toTensors(inputs.data, Object.keys(example.data));
  let state = toTensors(initial, Object.keys(example.state));
  const stacks: Record<string, { spec: ArraySpec; parts: ArrayLike<number>[] }> = {};
  for (let k = 0; k < steps; k++) {
    const batch = toTensors(sliceBatch(inputs.batch, example, k), Object.keys(example.batch));
    const result = tf.engine().tidy(() => {
      const { state: next, outputs } = callStep(step, example, subject, state, data, batch);
      // A step may pass a tensor through; copies make the results independent of its disposal.
      return { state: copies(next), outputs: copies(outputs) } as never;
    }) as unknown as { state: NamedTensors; outputs: NamedTensors };
    for (const [name, output] of Object.entries(result.outputs)) {
      stacks[name] ??= { spec: specOf(output), parts: [] };
      stacks[name].parts.push(output.dataSync());
    }
    tf.dispose([state, batch, result.outputs] as never);
    state = result.state;
  }
  return {
    state: mapValues(state, (tensor) => ({
      ...specOf(tensor),
      data: typedArray(specOf(tensor).dtype, tensor.dataSync()),
    })),
    outputs: mapValues(stacks, ({ spec, parts }) => stack(spec, parts)),
  };
}

const mapValues = <A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));

const copies = (tensors: NamedTensors): NamedTensors => mapValues(tensors, (tensor) => tf.clone(tensor));

const specOf = ({ dtype, shape }: Tensor): ArraySpec => ({ dtype: dtype as ArraySpec['dtype'], shape: [...shape] });

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

const sliceBatch = (batch: NamedArrays, example: StepExample, step: number): NamedArrays =>
  Object.fromEntries(
    Object.entries(example.batch).map(([name, { shape, dtype }]) => {
      const size = sizeOf(shape);
      return [name, { shape, dtype, data: batch[name].data.subarray(step * size, (step + 1) * size) }];
    }),
  );

const stack = ({ shape, dtype }: ArraySpec, parts: readonly ArrayLike<number>[]): NdArray => {
  const size = sizeOf(shape);
  const data = typedArray(dtype, { length: parts.length * size });
  parts.forEach((part, k) => {
    data.set(part, k * size);
  });
  return { dtype, shape: [parts.length, ...shape], data };
};
