import { erf, InputError, type NamedArrays, type NdArray, type ProgramInputs, type StepExample } from '@minebench/core';
import { type ConstantData, sizeOf, type ValueType } from '../graph/graph.ts';
import { processorName } from '../runtime/device-names.ts';
import {
  type About,
  type CompiledGraph,
  type GraphRuntime,
  type RecordedEngine,
  recordedEngine,
} from '../runtime/recorded-engine.ts';
import { StepError } from '../step-error.ts';
import { moduleNames } from './binary/module.ts';
import { type CompiledStep, compileStep } from './compile-step.ts';
import { aligned } from './plan/memory.ts';
import { type WasmMemory, webAssembly } from './web-assembly.ts';

const PAGE = 65_536;
const MAXIMUM = 2 ** 32 - PAGE;

/** Records steps and writes each as one WebAssembly module with 128-bit vectors, for networks so small that an interpreter's overhead would decide. */
export const wasmEngine = (): RecordedEngine => ({
  ...recordedEngine('wasm:simd', wasmRuntime),
  device: processorName,
});

const wasmRuntime: GraphRuntime = {
  async compile(step, example, about) {
    const compiled = compileStep(step, about.subject);
    // Addresses beyond the memory are no instructions.
    if (compiled.end > MAXIMUM) throw tooLarge(about, compiled.end);
    const memory = new webAssembly.Memory({ initial: 1 });
    const functions = Object.fromEntries(compiled.hosts.map((name) => [name, hostFunction(name)]));
    const { instance } = await webAssembly.instantiate(compiled.module, {
      [moduleNames.host]: { [moduleNames.memory]: memory, ...functions },
    });
    return program(compiled, example, about, memory, instance.exports[moduleNames.run] as Run);
  },
};

type Run = (steps: number, ...pointers: number[]) => void;

const hostFunction = (name: string): ((...operands: number[]) => number) =>
  name === 'erf' ? erf : (Math as unknown as Record<string, (...operands: number[]) => number>)[name];

function program(
  compiled: CompiledStep,
  example: StepExample,
  about: About,
  memory: WasmMemory,
  run: Run,
): CompiledGraph {
  reserve(memory, compiled.end, about);
  for (const { value, place } of compiled.constants) put(memory, place, value.type, value.constant!);
  const present = new Map<string, NdArray['data']>();
  return {
    async run(state, inputs, steps) {
      const places = placesOf(compiled, steps);
      reserve(memory, places.end, about);
      for (const [name, place] of Object.entries(compiled.state))
        put(memory, place, state[name].dtype, state[name].data);
      putData(memory, compiled, inputs, present);
      compiled.batch.forEach(({ name }, k) => {
        put(memory, places.batch[k], inputs.batch[name].dtype, inputs.batch[name].data);
      });
      try {
        run(steps, ...places.batch, ...places.outputs);
      } catch (error) {
        if (!(error instanceof webAssembly.RuntimeError)) throw error;
        throw new StepError(
          `${about.subject} reads or writes at an index outside of its tensor; check the indices of gather and scatter`,
        );
      }
      return {
        state: statesOf(memory, compiled, example),
        outputs: outputsOf(memory, compiled, places.outputs, steps),
      };
    },
    async dispose() {},
  };
}

/** Where a call's batches and outputs stand, behind what the step itself uses. */
function placesOf({ batch, outputs, end }: CompiledStep, steps: number) {
  let free = end;
  const after = ({ size }: { readonly size: number }): number => {
    const place = free;
    free += aligned(4 * size * steps);
    return place;
  };
  return { batch: batch.map(after), outputs: outputs.map(after), end: free };
}

function reserve(memory: WasmMemory, bytes: number, about: About): void {
  const missing = Math.ceil(bytes / PAGE) + 1 - memory.buffer.byteLength / PAGE;
  if (missing <= 0) return;
  if (bytes > MAXIMUM) throw tooLarge(about, bytes);
  try {
    memory.grow(missing);
  } catch {
    throw tooLarge(about, bytes);
  }
}

const tooLarge = ({ subject, engine }: About, bytes: number): InputError =>
  new InputError({
    argument: 'engine',
    value: engine,
    problem: `needs ${Math.ceil(bytes / 2 ** 20)} MiB for ${subject}, more than WebAssembly's memory can have`,
    remedy: `run with --engine ${engine.replace('wasm:simd', 'ort:cpu')}, or lower n, the steps in a call or the replicas of a program`,
  });

/** Data that was there in the last call, the same array, is there still. */
function putData(
  memory: WasmMemory,
  { data }: CompiledStep,
  inputs: ProgramInputs,
  present: Map<string, NdArray['data']>,
): void {
  for (const [name, place] of Object.entries(data)) {
    const array = inputs.data[name];
    if (present.get(name) === array.data) continue;
    put(memory, place, array.dtype, array.data);
    present.set(name, array.data);
  }
}

/** Numbers as they stand in memory: four bytes each, booleans as masks. */
function put({ buffer }: WasmMemory, place: number, type: ValueType, data: ConstantData): void {
  if (type === 'float32') new Float32Array(buffer, place, data.length).set(data as Float32Array);
  else if (type === 'bool')
    new Int32Array(buffer, place, data.length).set(Int32Array.from(data, (bit) => (bit ? -1 : 0)));
  else new Int32Array(buffer, place, data.length).set(data as Int32Array);
}

function take({ buffer }: WasmMemory, place: number, type: ValueType, shape: readonly number[]): NdArray {
  const count = sizeOf(shape);
  if (type === 'float32') return { dtype: type, shape, data: new Float32Array(buffer, place, count).slice() };
  const integers = new Int32Array(buffer, place, count);
  return type === 'bool'
    ? { dtype: type, shape, data: Uint8Array.from(integers, (mask) => (mask ? 1 : 0)) }
    : { dtype: 'int32', shape, data: integers.slice() };
}

const statesOf = (memory: WasmMemory, { state }: CompiledStep, example: StepExample): NamedArrays =>
  Object.fromEntries(
    Object.entries(state).map(([name, place]) => [
      name,
      take(memory, place, example.state[name].dtype, example.state[name].shape),
    ]),
  );

const outputsOf = (
  memory: WasmMemory,
  { outputs }: CompiledStep,
  places: readonly number[],
  steps: number,
): NamedArrays =>
  Object.fromEntries(
    outputs.map(({ name, value }, k) => [name, take(memory, places[k], value.type, [steps, ...value.shape])]),
  );
