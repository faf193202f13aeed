import { sizeOf } from '../../graph/graph.ts';
import { binary, cast, gather, reshape } from '../../graph/rewrite.ts';
import { axesOf, type Lowerings } from '../lowering.ts';

/** Kernels that read or write at computed positions. */
export const indexing: Lowerings = {
  GatherV2: ({ graph, inputs: { x, indices }, attributes }) => {
    const [axis] = axesOf(attributes.axis ?? 0, x.shape.length);
    const batchAxes = (attributes.batchDims as number | undefined) ?? 0;
    if (batchAxes === 0) return gather(graph, x, indices, axis);
    // With batch axes, row i of the indices speaks of block i of x: flatten the blocks and shift each row's indices to its block.
    const lead = x.shape.slice(0, batchAxes);
    const blocks = sizeOf(lead);
    const between = x.shape.slice(batchAxes, axis);
    if (between.length > 0)
      throw new RangeError(`internal: gather with ${batchAxes} batch axes along axis ${axis} is not mapped`);
    const length = x.shape[axis];
    const rest = x.shape.slice(axis + 1);
    const perBlock = sizeOf(indices.shape.slice(batchAxes));
    const shift = Int32Array.from({ length: blocks }, (_, block) => block * length);
    const rows = binary(
      graph,
      'Add',
      reshape(graph, indices, [blocks, perBlock]),
      graph.constant('int32', [blocks, 1], shift),
    );
    const taken = gather(graph, reshape(graph, x, [blocks * length, ...rest]), rows, 0);
    return reshape(graph, taken, [...indices.shape, ...rest]);
  },
  GatherNd: ({ graph, inputs: { params, indices } }) => {
    const depth = indices.shape[indices.shape.length - 1];
    const shape = [...indices.shape.slice(0, -1), ...params.shape.slice(depth)];
    return graph.op('GatherND', [params, cast(graph, indices, 'int64')], params.type, shape);
  },
  ScatterNd: ({ graph, inputs: { indices, updates }, attributes }) => {
    const shape = attributes.shape as number[];
    const zeros = graph.op(
      'Expand',
      [graph.scalar(0, updates.type as 'float32'), graph.indices(shape)],
      updates.type,
      shape,
    );
    const strings = { reduction: 'add' };
    return graph.op('ScatterND', [zeros, cast(graph, indices, 'int64'), updates], updates.type, shape, { strings });
  },
  // The gradient of a gather: rows of x are added up by their segment's number.
  UnsortedSegmentSum: ({ graph, inputs: { x, segmentIds }, attributes }) => {
    const shape = [attributes.numSegments as number, ...x.shape.slice(segmentIds.shape.length)];
    const zeros = graph.op('Expand', [graph.scalar(0, x.type as 'float32'), graph.indices(shape)], x.type, shape);
    const rows = cast(graph, reshape(graph, segmentIds, [...segmentIds.shape, 1]), 'int64');
    return graph.op('ScatterND', [zeros, rows, x], x.type, shape, { strings: { reduction: 'add' } });
  },
  OneHot: ({ graph, inputs: { indices }, attributes }) => {
    const depth = attributes.depth as number;
    const type = ((attributes.dtype as string | undefined) ?? 'int32') as 'int32' | 'float32';
    const classes = graph.constant(
      'int32',
      [depth],
      Int32Array.from({ length: depth }, (_, k) => k),
    );
    const hit = binary(graph, 'Equal', reshape(graph, indices, [...indices.shape, 1]), classes, 'bool');
    const on = graph.scalar(attributes.onValue as number, type);
    const off = graph.scalar(attributes.offValue as number, type);
    return graph.op('Where', [hit, on, off], type, [...indices.shape, depth]);
  },
};
