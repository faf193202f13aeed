import { fuseBias } from '../graph/fuse-bias.ts';
import { type GraphNode, liveNodes, sizeOf, type Value } from '../graph/graph.ts';
import type { StepGraph } from '../graph/onnx-model.ts';
import { shifted } from './binary/address.ts';
import { type Address, FunctionCode } from './binary/function-code.ts';
import { encodeModule } from './binary/module.ts';
import { copyRun } from './nest/copy.ts';
import { inPlace } from './plan/in-place.ts';
import { planKernels } from './plan/kernels.ts';
import { aligned, bytesOf, planMemory } from './plan/memory.ts';
import { withoutSoftmax } from './plan/softmax.ts';
import { findViews } from './plan/views.ts';
import { HostFunctions } from './vector/vectors.ts';

/** A step as a WebAssembly module, and where in its memory everything stands, in bytes. */
export interface CompiledStep {
  readonly module: Uint8Array<ArrayBuffer>;
  readonly hosts: readonly string[];
  readonly state: Readonly<Record<string, number>>;
  readonly data: Readonly<Record<string, number>>;
  /** Constants, written once. */
  readonly constants: readonly { readonly place: number; readonly value: Value }[];
  /** Numbers of one step of each batch input, and of each output, in the order of `run`'s pointers. */
  readonly batch: readonly { readonly name: string; readonly size: number }[];
  readonly outputs: readonly { readonly name: string; readonly value: Value; readonly size: number }[];
  /** The first byte that the step does not use. */
  readonly end: number;
}

/** Whole vectors are read where fewer numbers are meant: what stands behind the last array must be memory. */
const OVERREAD = 64;

/**
 * Writes a recorded step as one WebAssembly function with 128-bit vectors, and another one, `run(steps, batch pointers..., output pointers...)`, that calls it step after
 * step. Only IEEE operations in a fixed order, so that every machine gives the same bytes, but for functions that come from the host (sin, cos, tan, their
 * inverses and hyperbolic kin, pow): their last bit is the host's.
 * @throws StepError for an operator that there is no kernel for
 */
export function compileStep(step: StepGraph, subject: string): CompiledStep {
  const results = [...Object.values(step.nextState), ...Object.values(step.outputs)];
  const recorded = liveNodes(fuseBias(liveNodes(step.graph.nodes, results), results), results);
  const { viewOf, rest } = findViews(withoutSoftmax(recorded));
  const kernels = planKernels(rest, results, viewOf, subject);

  let end = ALIGNED_START;
  const reserve = (value: Value): number => {
    const place = end;
    end += aligned(bytesOf(value) + OVERREAD);
    return place;
  };
  const fixed = new Map<Value, number>();
  for (const value of [...Object.values(step.state), ...Object.values(step.data)]) fixed.set(value, reserve(value));
  const constants = constantsOf(
    kernels.flatMap(({ reads }) => reads),
    results,
    viewOf,
  ).map((value) => ({ value, place: reserve(value) }));
  for (const { value, place } of constants) fixed.set(value, place);
  for (const [next, current] of inPlace(step, kernels, viewOf)) fixed.set(next, fixed.get(current)!);
  const concatenations = new Map(
    rest.filter(({ op }) => op === 'Concat').map((node): [Value, GraphNode] => [node.outputs[0], node]),
  );
  const memory = planMemory(kernels, results, viewOf, concatenations, fixed, end);

  const batch = Object.entries(step.batch).map(([name, value]) => ({ name, value, size: sizeOf(value.shape) }));
  const outputs = Object.entries(step.outputs).map(([name, value]) => ({ name, value, size: sizeOf(value.shape) }));
  const pointers = new Map(batch.map(({ value }, local) => [value, local]));
  const addressOf = (value: Value): Address => {
    const { root, offset } = viewOf(value);
    const local = pointers.get(root);
    return shifted(local === undefined ? { base: memory.placeOf.get(root)! } : { base: 0, local }, 4 * offset);
  };

  const hosts = new HostFunctions();
  const code = new FunctionCode(batch.length + outputs.length);
  const scratchStart = memory.end + OVERREAD;
  let scratchEnd = scratchStart;
  for (const kernel of kernels) {
    let free = scratchStart;
    const scratch = (numbers: number): Address => {
      const base = free;
      free += aligned(4 * numbers + OVERREAD);
      scratchEnd = Math.max(scratchEnd, free);
      return { base };
    };
    code.scope(() => kernel.write({ code, hosts, addressOf, scratch }));
  }
  code.scope(() => {
    for (const [k, { value, size }] of outputs.entries())
      copyRun(code, size, addressOf(value), { base: 0, local: batch.length + k });
  });
  scratchEnd = handOn(code, step, addressOf, scratchEnd);

  return {
    module: encodeModule(hosts.used, [
      { parameters: batch.length + outputs.length, code },
      { parameters: 1 + batch.length + outputs.length, code: repetition(hosts.used.length, [...batch, ...outputs]) },
    ]),
    hosts: hosts.used.map(({ name }) => name),
    state: Object.fromEntries(Object.entries(step.state).map(([name, value]) => [name, fixed.get(value)!])),
    data: Object.fromEntries(Object.entries(step.data).map(([name, value]) => [name, fixed.get(value)!])),
    constants,
    batch,
    outputs,
    end: aligned(scratchEnd + OVERREAD),
  };
}

/** Address 0 stays free. */
const ALIGNED_START = 64;

function constantsOf(
  reads: readonly Value[],
  results: readonly Value[],
  viewOf: (value: Value) => { readonly root: Value },
): Value[] {
  return [...new Set([...reads, ...results].map((value) => viewOf(value).root))].filter(({ constant }) => constant);
}

/** Copies next states that do not stand in their states' place yet: by way of memory of their own, since one may be another's present state. */
function handOn(code: FunctionCode, step: StepGraph, addressOf: (value: Value) => Address, free: number): number {
  let end = free;
  const moves = Object.entries(step.nextState).flatMap(([name, next]) => {
    const [from, to] = [addressOf(next), addressOf(step.state[name])];
    if (from.base === to.base && from.local === to.local) return [];
    const between = { base: end };
    end += aligned(bytesOf(next) + OVERREAD);
    return [{ size: sizeOf(next.shape), from, between, to }];
  });
  const direct = moves.length === 1;
  code.scope(() => {
    if (!direct) for (const { size, from, between } of moves) copyRun(code, size, from, between);
    for (const { size, from, between, to } of moves) copyRun(code, size, direct ? from : between, to);
  });
  return end;
}

/** `run(steps, pointers...)`: calls the step, moves every pointer on by one step's numbers, and again. */
function repetition(step: number, arrays: readonly { readonly size: number }[]): FunctionCode {
  const code = new FunctionCode(1 + arrays.length);
  code.countDown(0, () => {
    arrays.forEach((_, k) => {
      code.get(1 + k);
    });
    code.op('call', step);
    arrays.forEach(({ size }, k) => {
      code
        .get(1 + k)
        .i32(4 * size)
        .op('i32.add')
        .set(1 + k);
    });
  });
  return code;
}
