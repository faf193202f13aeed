import { aligned, type BatchedNode, type BatchingRule, type BatchingRules } from './operand.ts';

/** Operators that act number by number and broadcast, with whatever attributes. */
const OPERATORS = `
  Abs Neg Exp Log Sqrt Reciprocal Sign Floor Ceil Round Relu Elu Selu Sigmoid HardSigmoid LeakyRelu Softplus Tanh
  Sin Cos Tan Asin Acos Atan Sinh Cosh Asinh Acosh Atanh Erf IsNaN IsInf Not Cast Identity
  Add Sub Mul Div Max Min Pow Mod And Or Equal Greater GreaterOrEqual Less LessOrEqual Where`;

function broadcast({ graph, count, node, operands }: BatchedNode) {
  const [{ type, shape }] = node.outputs;
  const inputs = operands.map((operand) => aligned(graph, operand, shape.length));
  return [graph.op(node.op, inputs, type, [count, ...shape], node.attributes)];
}

/** Bounds must be scalars of all replicas; where they are not, the same by comparisons, which hand NaN on as `Clip` does. */
const clip: BatchingRule = (batched) => {
  const { graph, count, operands } = batched;
  if (operands.slice(1).every((bound) => !bound.batched)) return broadcast(batched);
  const [{ type, shape }] = batched.node.outputs;
  const [x, low, high] = operands.map((operand) => aligned(graph, operand, shape.length));
  const raised = graph.op('Max', [x, low], type, [count, ...shape]);
  return [graph.op('Min', [raised, high], type, [count, ...shape])];
};

export const elementwise: BatchingRules = {
  ...Object.fromEntries(OPERATORS.match(/\w+/g)!.map((op) => [op, broadcast])),
  Clip: clip,
};
