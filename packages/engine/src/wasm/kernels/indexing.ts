import { type GraphNode, sizeOf, type Value } from '../../graph/graph.ts';
import { uniformConstant } from '../../graph/rewrite.ts';
import { advanced, movedBy, shifted } from '../binary/address.ts';
import type { Address, FunctionCode } from '../binary/function-code.ts';
import { rowMajor } from '../nest/axes.ts';
import { copyRun } from '../nest/copy.ts';
import type { Kernel, Writing } from './kernel.ts';

/** Pushes an index that is read from memory; one outside of its axis ends the program. */
function pushIndex(code: FunctionCode, at: Address, length: number): void {
  const index = code.local('i32');
  code
    .load('i32.load', at)
    .tee(index)
    .i32(length)
    .op('i32.ge_u')
    .when(() => code.op('unreachable'));
  code.get(index);
}

/** The place that a tuple of indices names, moved from an address. */
function placeOf(
  code: FunctionCode,
  tuple: Address,
  lengths: readonly number[],
  strides: readonly number[],
  start: Address,
): Address {
  const bytes = code.local('i32');
  code.i32(0).set(bytes);
  lengths.forEach((length, k) => {
    pushIndex(code, shifted(tuple, 4 * k), length);
    code
      .i32(4 * strides[k])
      .op('i32.mul')
      .get(bytes)
      .op('i32.add')
      .set(bytes);
  });
  return advanced(code, start, bytes);
}

function gather(
  { code, addressOf }: Writing,
  { inputs: [x, indices], outputs: [result], attributes }: GraphNode,
): void {
  const axis = attributes.ints!.axis as number;
  const length = x.shape[axis];
  const inner = sizeOf(x.shape.slice(axis + 1));
  const count = sizeOf(indices.shape);
  const outer = sizeOf(x.shape.slice(0, axis));
  code.loop(outer, 1, (block) => {
    const from = outer === 1 ? addressOf(x) : movedBy(code, addressOf(x), block, 4 * length * inner);
    const to = outer === 1 ? addressOf(result) : movedBy(code, addressOf(result), block, 4 * count * inner);
    code.loop(count, 1, (position) =>
      code.scope(() => {
        const row = placeOf(code, movedBy(code, addressOf(indices), position, 4), [length], [inner], from);
        copyRun(code, inner, row, movedBy(code, to, position, 4 * inner));
      }),
    );
  });
}

function gatherTuples(
  { code, addressOf }: Writing,
  { inputs: [x, indices], outputs: [result], attributes }: GraphNode,
): void {
  const batchAxes = (attributes.ints?.batch_dims as number | undefined) ?? 0;
  const depth = indices.shape[indices.shape.length - 1];
  const blocks = sizeOf(x.shape.slice(0, batchAxes));
  const named = x.shape.slice(batchAxes, batchAxes + depth);
  const strides = rowMajor(x.shape).slice(batchAxes, batchAxes + depth);
  const inner = sizeOf(x.shape.slice(batchAxes + depth));
  const tuples = sizeOf(indices.shape.slice(batchAxes, -1));
  code.loop(blocks, 1, (block) => {
    const from = movedBy(code, addressOf(x), block, 4 * sizeOf(x.shape.slice(batchAxes)));
    const at = movedBy(code, addressOf(indices), block, 4 * tuples * depth);
    const to = movedBy(code, addressOf(result), block, 4 * tuples * inner);
    code.loop(tuples, 1, (position) =>
      code.scope(() => {
        const place = placeOf(code, movedBy(code, at, position, 4 * depth), named, strides, from);
        copyRun(code, inner, place, movedBy(code, to, position, 4 * inner));
      }),
    );
  });
}

/** Adds a run of numbers to those in memory. */
function addRun(code: FunctionCode, count: number, integer: boolean, from: Address, to: Address): void {
  const whole = count >> 2;
  code.loop(whole, 16, (counter) =>
    code.scope(() => {
      const [source, target] = [advanced(code, from, counter), advanced(code, to, counter)];
      code.pointer(target).load('v128.load', target).load('v128.load', source);
      code.op(integer ? 'i32x4.add' : 'f32x4.add').op('v128.store', 0, target.base);
    }),
  );
  for (let k = 4 * whole; k < count; k++) {
    const [source, target] = [shifted(from, 4 * k), shifted(to, 4 * k)];
    const load = integer ? 'i32.load' : 'f32.load';
    code.pointer(target).load(load, target).load(load, source);
    code.op(integer ? 'i32.add' : 'f32.add').op(integer ? 'i32.store' : 'f32.store', 0, target.base);
  }
}

const isZeros = (value: Value): boolean =>
  uniformConstant(value) === 0 || (value.producer?.op === 'Expand' && uniformConstant(value.producer.inputs[0]) === 0);

function scatter(
  { code, addressOf }: Writing,
  { inputs: [data, indices, updates], outputs: [result] }: GraphNode,
  depth: number,
): void {
  const size = sizeOf(result.shape);
  const target = addressOf(result);
  if (isZeros(data))
    code
      .place(target)
      .i32(0)
      .i32(4 * size)
      .op('memory.fill', 0);
  else copyRun(code, size, addressOf(data), target);
  const inner = sizeOf(result.shape.slice(depth));
  const tuples = sizeOf(updates.shape) / inner;
  code.loop(tuples, 1, (position) =>
    code.scope(() => {
      const tuple = movedBy(code, addressOf(indices), position, 4 * depth);
      const place = placeOf(code, tuple, result.shape.slice(0, depth), rowMajor(result.shape).slice(0, depth), target);
      addRun(code, inner, result.type !== 'float32', movedBy(code, addressOf(updates), position, 4 * inner), place);
    }),
  );
}

/** Kernels that read or write at places that are computed. */
export function indexingKernel(node: GraphNode): Kernel | undefined {
  const { op, inputs, outputs } = node;
  if (op === 'Gather') return { reads: inputs, writes: outputs, write: (writing) => gather(writing, node) };
  if (op === 'GatherND') return { reads: inputs, writes: outputs, write: (writing) => gatherTuples(writing, node) };
  if (op !== 'ScatterND') return undefined;
  const depth = inputs[1].shape[inputs[1].shape.length - 1];
  return {
    reads: isZeros(inputs[0]) ? inputs.slice(1) : inputs,
    writes: outputs,
    write: (writing) => scatter(writing, node, depth),
  };
}
