import { type BatchingRule, type BatchingRules, numbersOf, withInts } from './operand.ts';

/** Axes are an operand, and lie one further behind the replica axis. */
const reduction: BatchingRule = ({ graph, count, node, operands: [x, axes] }) => {
  const [{ type, shape }] = node.outputs;
  const behind = graph.indices(numbersOf(axes, node).map((axis) => axis + 1));
  return [graph.op(node.op, [x.value, behind], type, [count, ...shape], node.attributes)];
};

/** The axis is an attribute. */
const alongAxis: BatchingRule = ({ graph, count, node, operands: [x] }) => {
  const [{ type, shape }] = node.outputs;
  const attributes = withInts(node, { axis: (node.attributes.ints!.axis as number) + 1 });
  return [graph.op(node.op, [x.value], type, [count, ...shape], attributes)];
};

export const reductions: BatchingRules = {
  ReduceSum: reduction,
  ReduceMean: reduction,
  ReduceMax: reduction,
  ReduceMin: reduction,
  ReduceProd: reduction,
  ArgMax: alongAxis,
  ArgMin: alongAxis,
  Softmax: alongAxis,
  CumSum: ({ graph, node, operands: [x, axis] }) => {
    const [along] = numbersOf(axis, node);
    const inputs = [x.value, graph.scalar(along + 1, axis.value.type)];
    return [graph.op('CumSum', inputs, x.value.type, x.value.shape, node.attributes)];
  },
};
