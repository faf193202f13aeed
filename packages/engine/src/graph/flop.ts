import { type GraphNode, liveNodes, sizeOf, type Value } from './graph.ts';
import type { StepGraph } from './onnx-model.ts';

/** Operations that move or make numbers without computing any. */
const MOVES = new Set([
  ...['Reshape', 'Transpose', 'Gather', 'GatherND', 'Concat', 'Split', 'Slice', 'Pad', 'Expand', 'Tile', 'Cast'],
  ...['Where', 'Identity', 'Not', 'And', 'Or'],
]);

const isFloat = ({ type }: Value): boolean => type.startsWith('float');

const sizesOf = (values: readonly Value[]): number => values.reduce((sum, { shape }) => sum + sizeOf(shape), 0);

const flag = ({ attributes }: GraphNode, name: string): boolean => attributes.ints?.[name] === 1;

/** Terms of the sums that each number of a matrix product is. */
const termsOf = (node: GraphNode): number => {
  const { shape } = node.inputs[0];
  return shape[flag(node, 'transA') ? shape.length - 2 : shape.length - 1];
};

/** Length of each index letter of an Einstein sum, multiplied. */
function einsumTerms({ attributes, inputs }: GraphNode): number {
  const lengths = new Map<string, number>();
  const [operands] = attributes.strings!.equation.replace(/\s/g, '').split('->');
  operands.split(',').forEach((letters, k) => {
    [...letters].forEach((letter, axis) => {
      lengths.set(letter, inputs[k].shape[axis]);
    });
  });
  return [...lengths.values()].reduce((product, length) => product * length, 1);
}

/** Numbers that one output channel of a convolution's filter `[channels out, channels in, height, width]` holds. */
const filterSize = ({ inputs: [, { shape }] }: GraphNode): number => sizeOf(shape.slice(1));

const windowSize = ({ attributes }: GraphNode): number => sizeOf((attributes.ints?.kernel_shape as number[]) ?? []);

const rules: Readonly<Record<string, (node: GraphNode) => number>> = {
  MatMul: (node) => 2 * sizesOf(node.outputs) * termsOf(node),
  Gemm: (node) => 2 * sizesOf(node.outputs) * termsOf(node),
  Einsum: (node) => 2 * einsumTerms(node),
  Conv: (node) => 2 * sizesOf(node.outputs) * filterSize(node),
  // The transpose of a convolution: every number of its input meets a filter.
  ConvTranspose: (node) => 2 * sizeOf(node.inputs[0].shape) * filterSize(node),
  MaxPool: (node) => sizeOf(node.outputs[0].shape) * windowSize(node),
  AveragePool: (node) => sizesOf(node.outputs) * windowSize(node),
  ScatterND: ({ inputs: [, , updates] }) => sizeOf(updates.shape),
  ScatterElements: ({ inputs: [, , updates] }) => sizeOf(updates.shape),
  CumSum: ({ inputs: [x] }) => sizeOf(x.shape),
  // Largest, difference, exponential, sum, quotient.
  Softmax: ({ inputs: [x] }) => 5 * sizeOf(x.shape),
};

/**
 * Floating-point operations of a node: a product's multiplications and additions apart, 2mnk; one a number that a reduction reads; one a number that any other
 * function gives, an exponential like a sum; none for what moves numbers, decides, or computes with integers.
 */
export function flopOfNode(node: GraphNode): number {
  if (MOVES.has(node.op) || !node.inputs.some(isFloat)) return 0;
  const rule = rules[node.op];
  if (rule) return rule(node);
  if (node.op.startsWith('Reduce') || node.op.startsWith('Arg')) return sizeOf(node.inputs[0].shape);
  return sizesOf(node.outputs);
}

/** Floating-point operations of one recorded step. A property of the function, whatever runs it. */
export function flopOfStep({ graph, nextState, outputs }: StepGraph): number {
  const results = [...Object.values(nextState), ...Object.values(outputs)];
  return liveNodes(graph.nodes, results).reduce((sum, node) => sum + flopOfNode(node), 0);
}
