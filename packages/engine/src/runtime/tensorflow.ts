import type {
  ArraySpec,
  Engine,
  NamedArrays,
  NamedTensors,
  NdArray,
  Program,
  Step,
  StepExample,
} from '@minebench/core';
import type { Tensor } from '@tensorflow/tfjs';
import { EngineError, engineFailure } from '../engine-error.ts';
import { flopOfStep } from '../graph/flop.ts';
import { sizeOf } from '../graph/graph.ts';
import { toTensors } from '../named-arrays.ts';
import { onBackend } from '../on-backend.ts';
import { recordStep } from '../record/record-step.ts';
import { callStep } from '../step-contract.ts';
import { StepError } from '../step-error.ts';
import { tf } from '../tf.ts';
import { checkInputs } from './check-inputs.ts';
import { refuseReplicas } from './refuse-replicas.ts';
import { ResidentTensors } from './resident-tensors.ts';

/** A TensorFlow.js backend: its name there, what must happen before it can be chosen, and what is known of it. */
export interface TensorflowBackend extends Pick<Engine, 'remedy' | 'device'> {
  readonly backend: string;
  /** True where numbers are read asynchronously and dearly: outputs of all steps come back at once. */
  readonly remote?: boolean;
  prepare?(): Promise<void>;
  /** Runs what computes and reads, and throws what the backend itself keeps to itself. */
  watch?<T>(compute: () => Promise<T>): Promise<T>;
}

/** Runs steps eagerly, operation by operation, on a TensorFlow.js backend: the reference that the recorded engines are held to. */
export function tensorflowEngine(
  id: string,
  { backend, remote = false, prepare, watch = (compute) => compute(), ...about }: TensorflowBackend,
): Engine {
  let ready: Promise<void> | undefined;
  const start = async () => {
    await prepare?.();
    const previous = tf.getBackend() ?? 'cpu';
    try {
      const started = await tf.setBackend(backend);
      if (!started)
        throw new EngineError(id, 'absent', `TensorFlow.js could not start its backend ${backend}`, about.remedy);
    } finally {
      tf.setBackend(previous);
    }
  };
  return {
    id,
    ...about,
    async compile(step: Step, example: StepExample, { subject = 'the step', replicas } = {}): Promise<Program> {
      refuseReplicas(id, replicas);
      ready ??= start();
      await ready;
      const resident = new ResidentTensors(backend);
      return {
        ...countedFlop(step, example),
        async run(state, inputs, steps) {
          checkInputs(example, state, inputs, steps);
          try {
            return await watch(() => {
              const data = resident.of(example.data, inputs.data);
              const kept = onBackend(backend, () =>
                runEagerly(step, example, subject, state, data, inputs.batch, steps, remote),
              );
              return readBack(kept);
            });
          } catch (error) {
            throw engineFailure(id, named(error, subject, id));
          }
        },
        async dispose() {
          resident.dispose();
        },
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

/** What a call leaves on the backend, out of reach of its scope: the state, and every output step by step or as one stack. */
interface Kept {
  readonly state: NamedTensors;
  readonly outputs: Readonly<Record<string, { readonly spec: ArraySpec; readonly parts: readonly Tensor[] }>>;
}

/** Runs the steps without reading a number: state and outputs stay where they are computed. */
function runEagerly(
  step: Step,
  example: StepExample,
  subject: string,
  initial: NamedArrays,
  data: NamedTensors,
  batches: NamedArrays,
  steps: number,
  remote: boolean,
): Kept {
  let state = toTensors(initial, Object.keys(example.state));
  const stacks: Record<string, { spec: ArraySpec; parts: Tensor[] }> = {};
  for (let k = 0; k < steps; k++) {
    const batch = toTensors(sliceBatch(batches, example, k), Object.keys(example.batch));
    const result = tf.engine().tidy(() => {
      const { state: next, outputs } = callStep(step, example, subject, state, data, batch);
      // A step may pass a tensor through; copies make the results independent of its disposal.
      return { state: copies(next), outputs: copies(outputs) } as never;
    }) as unknown as { state: NamedTensors; outputs: NamedTensors };
    for (const [name, output] of Object.entries(result.outputs)) {
      stacks[name] ??= { spec: specOf(output), parts: [] };
      stacks[name].parts.push(output);
    }
    tf.dispose([state, batch] as never);
    state = result.state;
  }
  const outputs = remote ? mapValues(stacks, joined) : stacks;
  for (const tensor of [...Object.values(state), ...Object.values(outputs).flatMap(({ parts }) => parts)])
    tf.keep(tensor);
  return { state, outputs };
}

/** An output of all steps as one tensor, where the backend can join its type. */
const joined = ({ spec, parts }: { spec: ArraySpec; parts: Tensor[] }): { spec: ArraySpec; parts: Tensor[] } =>
  spec.dtype === 'float32' && parts.length > 1 ? { spec, parts: [tf.stack(parts)] } : { spec, parts };

async function readBack({ state, outputs }: Kept): Promise<{ state: NamedArrays; outputs: NamedArrays }> {
  const read = async (tensor: Tensor) => typedArray(tensor.dtype as NdArray['dtype'], await tensor.data());
  try {
    const states = await Promise.all(
      Object.entries(state).map(
        async ([name, tensor]) => [name, { ...specOf(tensor), data: await read(tensor) }] as const,
      ),
    );
    const stacked = await Promise.all(
      Object.entries(outputs).map(
        async ([name, { spec, parts }]) => [name, stack(spec, await Promise.all(parts.map(read)))] as const,
      ),
    );
    return { state: Object.fromEntries(states), outputs: Object.fromEntries(stacked) };
  } finally {
    tf.dispose([state, mapValues(outputs, ({ parts }) => parts)] as never);
  }
}

const mapValues = <A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));

const copies = (tensors: NamedTensors): NamedTensors => mapValues(tensors, (tensor) => tf.clone(tensor));

const specOf = ({ dtype, shape }: Tensor): ArraySpec => ({ dtype: dtype as ArraySpec['dtype'], shape: [...shape] });

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

/** Outputs of steps one after the other; a part may hold several steps. */
const stack = ({ shape, dtype }: ArraySpec, parts: readonly NdArray['data'][]): NdArray => {
  const size = sizeOf(shape);
  const lengths = parts.map(({ length }) => length);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const data = typedArray(dtype, { length: total });
  let at = 0;
  for (const part of parts) {
    data.set(part, at);
    at += part.length;
  }
  return { dtype, shape: [size === 0 ? parts.length : total / size, ...shape], data };
};
