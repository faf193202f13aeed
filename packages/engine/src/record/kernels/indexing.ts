import type { Graph, Value, ValueType } from '../../graph/graph.ts';
import { binary, cast, gather, gatherInBatches, reshape, select, strided } from '../../graph/rewrite.ts';
import { axesOf, type Lowerings } from '../lowering.ts';

const zeros = (graph: Graph, type: ValueType, shape: readonly number[]): Value =>
  graph.op('Expand', [graph.scalar(0, type), graph.indices(shape)], type, shape);

/** Rows of x added up by their segment's number. */
const segmentSum = (graph: Graph, x: Value, ids: Value, count: number): Value => {
  const shape = [count, ...x.shape.slice(1)];
  const rows = cast(graph, reshape(graph, ids, [...ids.shape, 1]), 'int64');
  return graph.op('ScatterND', [zeros(graph, x.type, shape), rows, x], x.type, shape, {
    strings: { reduction: 'add' },
  });
};

/** Whether numbers of segments are known to be some: constants that are, or positions that the gather whose gradient this is has read. */
const allInRange = (graph: Graph, ids: Value, count: number): boolean => {
  if (ids.constant) return ids.constant.every((id) => id >= 0 && id < count);
  const source = ids.producer?.op === 'Reshape' ? ids.producer.inputs[0] : ids;
  return graph.nodes.some(
    ({ op, inputs: [gathered, indices], attributes }) =>
      op === 'Gather' && indices === source && gathered.shape[attributes.ints!.axis as number] === count,
  );
};

/** Kernels that read or write at computed positions. */
export const indexing: Lowerings = {
  GatherV2: ({ graph, inputs: { x, indices }, attributes }) => {
    const [axis] = axesOf(attributes.axis ?? 0, x.shape.length);
    const [batchAxes] = axesOf(attributes.batchDims ?? 0, indices.shape.length);
    return batchAxes === 0 ? gather(graph, x, indices, axis) : gatherInBatches(graph, x, indices, axis, batchAxes);
  },
  GatherNd: ({ graph, inputs: { params, indices } }) => {
    const depth = indices.shape[indices.shape.length - 1];
    const shape = [...indices.shape.slice(0, -1), ...params.shape.slice(depth)];
    return graph.op('GatherND', [params, cast(graph, indices, 'int64')], params.type, shape);
  },
  ScatterNd: ({ graph, inputs: { indices, updates }, attributes }) => {
    const shape = attributes.shape as number[];
    const strings = { reduction: 'add' };
    const target = zeros(graph, updates.type, shape);
    return graph.op('ScatterND', [target, cast(graph, indices, 'int64'), updates], updates.type, shape, { strings });
  },
  UnsortedSegmentSum: ({ graph, inputs: { x, segmentIds }, attributes }) => {
    const count = attributes.numSegments as number;
    const numbers = cast(graph, x, 'float32');
    if (allInRange(graph, segmentIds, count)) return segmentSum(graph, numbers, segmentIds, count);
    // What belongs to no segment goes into one behind the last, which is cut off.
    const beyond = graph.scalar(count, 'int32');
    const negative = binary(graph, 'Less', segmentIds, graph.scalar(0, 'int32'), 'bool');
    const inside = binary(graph, 'Min', segmentIds, beyond);
    const ids = select(graph, negative, beyond, inside);
    const sums = segmentSum(graph, numbers, ids, count + 1);
    const shape = [count, ...x.shape.slice(1)];
    return strided(
      graph,
      sums,
      shape.map(() => 0),
      shape,
    );
  },
  OneHot: ({ graph, inputs: { indices }, attributes }) => {
    const depth = attributes.depth as number;
    const type = ((attributes.dtype as string | undefined) ?? 'int32') as ValueType;
    const classes = graph.constant(
      'int32',
      [depth],
      Int32Array.from({ length: depth }, (_, k) => k),
    );
    const hit = binary(graph, 'Equal', reshape(graph, indices, [...indices.shape, 1]), classes, 'bool');
    const on = graph.scalar(attributes.onValue as number, type);
    const off = graph.scalar(attributes.offValue as number, type);
    return select(graph, hit, on, off);
  },
};
