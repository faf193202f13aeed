import { expand, gather, gatherInBatches, transpose } from '../rewrite.ts';
import { type BatchingRule, type BatchingRules, replicaNumbers, spread, withInts } from './operand.ts';

const gatherRule: BatchingRule = ({ graph, node, operands: [x, indices] }) => {
  const axis = node.attributes.ints!.axis as number;
  if (!indices.batched) return [gather(graph, x.value, indices.value, axis + 1)];
  if (x.batched) return [gatherInBatches(graph, x.value, indices.value, axis + 1, 1)];
  // The replica axis comes with the indices, where the gathered axis was, and moves to the front.
  const taken = gather(graph, x.value, indices.value, axis);
  const axes = taken.shape.map((_, k) => k);
  return [transpose(graph, taken, [axis, ...axes.slice(0, axis), ...axes.slice(axis + 1)])];
};

const gatherNd: BatchingRule = ({ graph, count, node, operands: [x, indices] }) => {
  const [{ type, shape }] = node.outputs;
  const batchAxes = (node.attributes.ints?.batch_dims as number | undefined) ?? 0;
  if (!x.batched && batchAxes === 0)
    return [graph.op('GatherND', [x.value, indices.value], type, [count, ...shape], node.attributes)];
  const inputs = [x, indices].map((operand) => spread(graph, operand, count));
  return [graph.op('GatherND', inputs, type, [count, ...shape], withInts(node, { batch_dims: batchAxes + 1 }))];
};

/** The operator knows no batch axes: a position begins with its replica's number. */
const scatterNd: BatchingRule = ({ graph, count, node, operands }) => {
  const [target, indices, updates] = operands.map((operand) => spread(graph, operand, count));
  const positions = [...indices.shape.slice(0, -1), 1];
  const replica = expand(graph, replicaNumbers(graph, count, positions.length - 1), positions);
  const depth = indices.shape[indices.shape.length - 1] + 1;
  const full = graph.op('Concat', [replica, indices], 'int64', [...positions.slice(0, -1), depth], {
    ints: { axis: positions.length - 1 },
  });
  return [graph.op('ScatterND', [target, full, updates], target.type, target.shape, node.attributes)];
};

/** Operators that read or write at computed positions. */
export const indexing: BatchingRules = {
  Gather: gatherRule,
  GatherND: gatherNd,
  ScatterND: scatterNd,
  ScatterElements: ({ graph, count, node, operands }) => {
    const inputs = operands.map((operand) => spread(graph, operand, count));
    const attributes = withInts(node, { axis: (node.attributes.ints!.axis as number) + 1 });
    return [graph.op('ScatterElements', inputs, inputs[0].type, inputs[0].shape, attributes)];
  },
};
