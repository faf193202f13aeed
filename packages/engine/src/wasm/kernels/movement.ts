import { type GraphNode, sizeOf, type Value } from '../../graph/graph.ts';
import { shifted } from '../binary/address.ts';
import type { Address } from '../binary/function-code.ts';
import { rowMajor } from '../nest/axes.ts';
import { copyStrided } from '../nest/copy.ts';
import { loopNest } from '../nest/loop-nest.ts';
import type { Kernel, Writing } from './kernel.ts';

const numbersOf = ({ constant }: Value): number[] => [...(constant as Int32Array)];

const intsOf = ({ attributes }: GraphNode, name: string): number[] => attributes.ints![name] as number[];

const offset = (address: Address, numbers: number): Address => shifted(address, 4 * numbers);

type Move = (writing: Writing, node: GraphNode) => void;

const transpose: Move = ({ code, addressOf }, node) => {
  const [x] = node.inputs;
  const [result] = node.outputs;
  const strides = rowMajor(x.shape);
  const moved = intsOf(node, 'perm').map((axis) => strides[axis]);
  copyStrided(code, result.shape, addressOf(x), moved, addressOf(result), rowMajor(result.shape));
};

/** Operands that already stand at their place in the result are left there. */
const concat: Move = ({ code, addressOf }, node) => {
  const [result] = node.outputs;
  const axis = node.attributes.ints!.axis as number;
  const strides = rowMajor(result.shape);
  let start = 0;
  for (const input of node.inputs) {
    const [from, to] = [addressOf(input), offset(addressOf(result), start * strides[axis])];
    if (from.base !== to.base || from.local !== to.local)
      copyStrided(code, input.shape, from, rowMajor(input.shape), to, strides);
    start += input.shape[axis];
  }
};

const split: Move = ({ code, addressOf }, node) => {
  const [x] = node.inputs;
  const axis = node.attributes.ints!.axis as number;
  const strides = rowMajor(x.shape);
  let start = 0;
  for (const part of node.outputs) {
    const from = offset(addressOf(x), start * strides[axis]);
    copyStrided(code, part.shape, from, strides, addressOf(part), rowMajor(part.shape));
    start += part.shape[axis];
  }
};

const slice: Move = ({ code, addressOf }, node) => {
  const [x, begins, , axes, steps] = node.inputs;
  const [result] = node.outputs;
  const strides = rowMajor(x.shape);
  const taken = [...strides];
  let start = 0;
  numbersOf(axes).forEach((axis, k) => {
    start += numbersOf(begins)[k] * strides[axis];
    taken[axis] = strides[axis] * numbersOf(steps)[k];
  });
  copyStrided(code, result.shape, offset(addressOf(x), start), taken, addressOf(result), rowMajor(result.shape));
};

const pad: Move = ({ code, addressOf }, node) => {
  const [x, amounts, fill] = node.inputs;
  const [result] = node.outputs;
  const strides = rowMajor(result.shape);
  const before = numbersOf(amounts).slice(0, x.shape.length);
  const start = before.reduce((sum, amount, axis) => sum + amount * strides[axis], 0);
  // One number everywhere: a source that does not move.
  copyStrided(code, [sizeOf(result.shape)], addressOf(fill), [0], addressOf(result), [1]);
  copyStrided(code, x.shape, addressOf(x), rowMajor(x.shape), offset(addressOf(result), start), strides);
};

const tile: Move = ({ code, addressOf }, node) => {
  const [x, repeats] = node.inputs;
  const [result] = node.outputs;
  const [own, strides] = [rowMajor(x.shape), rowMajor(result.shape)];
  const times = numbersOf(repeats);
  // Each axis as two: how often, and along.
  const space = x.shape.flatMap((length, axis) => [times[axis], length]);
  const from = own.flatMap((stride) => [0, stride]);
  const to = x.shape.flatMap((length, axis) => [length * strides[axis], strides[axis]]);
  copyStrided(code, space, addressOf(x), from, addressOf(result), to);
};

/** Sums of products over the letters that the result does not have, one number at a time. */
const einsum: Move = ({ code, addressOf }, node) => {
  const [result] = node.outputs;
  const [operands, letters] = node.attributes.strings!.equation.replace(/\s/g, '').split('->');
  const terms = [...operands.split(','), letters];
  const values = [...node.inputs, result];
  const lengths = new Map(
    terms.flatMap((term, k) => [...term].map((letter, axis) => [letter, values[k].shape[axis]] as const)),
  );
  const order = [...letters, ...[...lengths.keys()].filter((letter) => !letters.includes(letter))];
  const axes = order.map((letter) => ({
    length: lengths.get(letter)!,
    // A letter that stands twice in an operand walks its diagonal.
    strides: terms.map((term, k) =>
      [...term].reduce((sum, own, axis) => (own === letter ? sum + rowMajor(values[k].shape)[axis] : sum), 0),
    ),
    kind: '',
  }));
  const integer = result.type === 'int32';
  loopNest(code, axes, -1, { addresses: values.map(addressOf), lanes: 1 }, ({ addresses }, level, inner) => {
    const target = addresses[node.inputs.length];
    if (level === letters.length) code.pointer(target).i32(0).op('i32.store', 0, target.base);
    inner({ addresses, lanes: 1 });
    if (level < axes.length) return;
    code.pointer(target).load(integer ? 'i32.load' : 'f32.load', target);
    addresses.slice(0, -1).forEach((address, k) => {
      code.load(integer ? 'i32.load' : 'f32.load', address);
      if (k > 0) code.op(integer ? 'i32.mul' : 'f32.mul');
    });
    code.op(integer ? 'i32.add' : 'f32.add').op(integer ? 'i32.store' : 'f32.store', 0, target.base);
  });
};

const moves: Readonly<Record<string, { readonly move: Move; readonly operands?: number }>> = {
  Transpose: { move: transpose },
  Concat: { move: concat },
  Split: { move: split, operands: 1 },
  Slice: { move: slice, operands: 1 },
  Tile: { move: tile, operands: 1 },
  Einsum: { move: einsum },
};

/** Kernels that bring numbers to other places, as strided copies; and Einstein sums, whose places are as free. */
export function movementKernel(node: GraphNode): Kernel | undefined {
  if (node.op === 'Pad')
    return { reads: [node.inputs[0], node.inputs[2]], writes: node.outputs, write: (w) => pad(w, node) };
  const found = moves[node.op];
  if (!found) return undefined;
  return { reads: node.inputs.slice(0, found.operands), writes: node.outputs, write: (w) => found.move(w, node) };
}
