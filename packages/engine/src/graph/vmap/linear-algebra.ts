import type { Value } from '../graph.ts';
import { matMul, reshape } from '../rewrite.ts';
import { aligned, type BatchedNode, type BatchingRule, type BatchingRules } from './operand.ts';

/** A product of every replica's matrix with one that all share, on its right: one product of all rows below each other. */
function rowsBelowEachOther({ graph, count, node, operands: [a, b] }: BatchedNode, transposeB: boolean): Value {
  const [{ shape }] = node.outputs;
  const rows = reshape(graph, a.value, [count * a.shape[0], a.shape[1]]);
  return reshape(graph, matMul(graph, rows, b.value, false, transposeB), [count, ...shape]);
}

const gemm: BatchingRule = (batched) => {
  const { graph, count, node, operands } = batched;
  const [a, b, bias] = operands;
  const [{ type, shape }] = node.outputs;
  const flag = (name: string): boolean => node.attributes.ints?.[name] === 1;
  const [transposeA, transposeB] = [flag('transA'), flag('transB')];
  const product = (): Value => {
    if (a.batched && !b.batched && !transposeA) return rowsBelowEachOther(batched, transposeB);
    return matMul(graph, a.value, b.value, transposeA, transposeB);
  };
  if (!bias) return [product()];
  return [graph.op('Add', [product(), aligned(graph, bias, shape.length)], type, [count, ...shape])];
};

/** Batch axes broadcast from the right. */
const matMulRule: BatchingRule = ({ graph, count, node, operands }) => {
  const [{ type, shape }] = node.outputs;
  const inputs = operands.map((operand) => aligned(graph, operand, shape.length));
  return [graph.op('MatMul', inputs, type, [count, ...shape], node.attributes)];
};

/** The replica axis is one more letter of the operands that have it, and of the result. */
const einsum: BatchingRule = ({ graph, count, node, operands }) => {
  const [{ type, shape }] = node.outputs;
  const equation = node.attributes.strings!.equation.replace(/\s/g, '');
  const [given, result] = equation.split('->');
  const letter = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'].find((one) => !equation.includes(one))!;
  const terms = given.split(',').map((letters, k) => (operands[k].batched ? letter + letters : letters));
  const strings = { equation: `${terms.join(',')}->${letter}${result}` };
  const inputs = operands.map(({ value }) => value);
  return [graph.op('Einsum', inputs, type, [count, ...shape], { strings })];
};

/** Sums of products. */
export const linearAlgebra: BatchingRules = { Gemm: gemm, MatMul: matMulRule, Einsum: einsum };
