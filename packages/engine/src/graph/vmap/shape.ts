import { expand, reshape, transpose } from '../rewrite.ts';
import { aligned, type BatchingRules, numbersOf, spread, withInts } from './operand.ts';

/** Operators that move, cut and join numbers: the replica axis stays where it is, in front. */
export const shapes: BatchingRules = {
  Reshape: ({ graph, count, node, operands: [x] }) => [reshape(graph, x.value, [count, ...node.outputs[0].shape])],
  Transpose: ({ graph, node, operands: [x] }) => {
    const permutation = node.attributes.ints!.perm as readonly number[];
    return [transpose(graph, x.value, [0, ...permutation.map((axis) => axis + 1)])];
  },
  Expand: ({ graph, count, node, operands: [x] }) => {
    const { shape } = node.outputs[0];
    return [expand(graph, aligned(graph, x, shape.length), [count, ...shape])];
  },
  Concat: ({ graph, count, node, operands }) => {
    const [{ type, shape }] = node.outputs;
    const parts = operands.map((operand) => spread(graph, operand, count));
    const attributes = withInts(node, { axis: (node.attributes.ints!.axis as number) + 1 });
    return [graph.op('Concat', parts, type, [count, ...shape], attributes)];
  },
  Split: ({ graph, count, node, operands: [x, sizes] }) => {
    const outputs = node.outputs.map(({ type, shape }) => ({ type, shape: [count, ...shape] }));
    const attributes = withInts(node, { axis: (node.attributes.ints!.axis as number) + 1 });
    return graph.node('Split', [x.value, graph.indices(numbersOf(sizes, node))], outputs, attributes);
  },
  Slice: ({ graph, count, node, operands: [x, begin, end, axes, strides] }) => {
    const [{ type, shape }] = node.outputs;
    const list = (operand: typeof axes) => graph.indices(numbersOf(operand, node));
    const behind = graph.indices(numbersOf(axes, node).map((axis) => axis + 1));
    const inputs = [x.value, list(begin), list(end), behind, list(strides)];
    return [graph.op('Slice', inputs, type, [count, ...shape])];
  },
  Pad: ({ graph, count, node, operands: [x, amounts, fill] }) => {
    const [{ type, shape }] = node.outputs;
    const given = numbersOf(amounts, node);
    const [before, after] = [given.slice(0, shape.length), given.slice(shape.length)];
    const [number] = numbersOf(fill, node);
    const inputs = [x.value, graph.indices([0, ...before, 0, ...after]), graph.scalar(number, fill.value.type)];
    return [graph.op('Pad', inputs, type, [count, ...shape], node.attributes)];
  },
  Tile: ({ graph, count, node, operands: [x, repeats] }) => {
    const [{ type, shape }] = node.outputs;
    return [graph.op('Tile', [x.value, graph.indices([1, ...numbersOf(repeats, node)])], type, [count, ...shape])];
  },
};
