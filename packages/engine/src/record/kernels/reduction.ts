import type { ValueType } from '../../graph/graph.ts';
import { cast, expand, reduce, reshape, select } from '../../graph/rewrite.ts';
import { axesOf, type Lowering, type Lowerings } from '../lowering.ts';

/** Computed in `type`, given back in the operand's own unless `result` says otherwise. */
const reduction =
  (op: string, compute?: ValueType, result?: ValueType): Lowering =>
  ({ graph, inputs: { x }, attributes }) => {
    const operand = cast(graph, x, compute ?? x.type);
    // Of all reductions, TensorFlow.js's Max alone calls its axes otherwise.
    const axes = axesOf(attributes.axis ?? attributes.reductionIndices, x.shape.length);
    const reduced = reduce(graph, op, operand, axes, attributes.keepDims === true);
    return cast(graph, reduced, result ?? x.type);
  };

/** Booleans are compared as 0 and 1. */
const extremum =
  (op: string): Lowering =>
  (context) =>
    reduction(op, context.inputs.x.type === 'bool' ? 'int32' : undefined)(context);

const argument =
  (op: string): Lowering =>
  ({ graph, inputs: { x }, attributes }) => {
    const [axis] = axesOf(attributes.axis, x.shape.length);
    const shape = x.shape.filter((_, k) => k !== axis);
    const number = cast(graph, x, x.type === 'bool' ? 'int32' : x.type);
    return cast(graph, graph.op(op, [number], 'int64', shape, { ints: { axis, keepdims: 0 } }), 'int32');
  };

/** Running products by a triangular mask: element i multiplies those of its row that come before it. */
const cumulativeProduct: Lowering = ({ graph, inputs: { x }, attributes }) => {
  const rank = x.shape.length;
  const [axis] = axesOf(attributes.axis, rank);
  const length = x.shape[axis];
  const exclusive = attributes.exclusive === true;
  const backwards = attributes.reverse === true;
  const taken = (i: number, j: number) => (backwards ? (exclusive ? j > i : j >= i) : exclusive ? j < i : j <= i);
  const mask = Uint8Array.from({ length: length * length }, (_, k) =>
    taken(Math.floor(k / length), k % length) ? 1 : 0,
  );
  // [..., 1, length, ...] against a mask of [length, length] at the two axes.
  const columns = [...x.shape.slice(0, axis), 1, ...x.shape.slice(axis)];
  const square = [...x.shape.slice(0, axis), length, ...x.shape.slice(axis)];
  const maskShape = [length, length, ...x.shape.slice(axis + 1).map(() => 1)];
  const stretched = expand(graph, reshape(graph, x, columns), square);
  const chosen = select(graph, graph.constant('bool', maskShape, mask), stretched, graph.scalar(1, x.type));
  return reduce(graph, 'ReduceProd', chosen, [axis + 1], false);
};

/** Kernels that combine the elements along axes. */
export const reductions: Lowerings = {
  Sum: reduction('ReduceSum'),
  Mean: reduction('ReduceMean', 'float32', 'float32'),
  Max: extremum('ReduceMax'),
  Min: extremum('ReduceMin'),
  Prod: reduction('ReduceProd'),
  All: reduction('ReduceMin', 'int32', 'bool'),
  Any: reduction('ReduceMax', 'int32', 'bool'),
  ArgMax: argument('ArgMax'),
  ArgMin: argument('ArgMin'),
  Cumsum: ({ graph, inputs: { x }, attributes }) => {
    const [axis] = axesOf(attributes.axis, x.shape.length);
    const ints = { exclusive: attributes.exclusive ? 1 : 0, reverse: attributes.reverse ? 1 : 0 };
    return graph.op('CumSum', [x, graph.scalar(axis, 'int32')], x.type, x.shape, { ints });
  },
  Cumprod: cumulativeProduct,
  Softmax: ({ graph, inputs: { logits }, attributes }) => {
    const [axis] = axesOf(attributes.dim, logits.shape.length);
    return graph.op('Softmax', [logits], logits.type, logits.shape, { ints: { axis } });
  },
};
