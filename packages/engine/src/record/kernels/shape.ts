import { type Graph, sizeOf, type Value } from '../../graph/graph.ts';
import { expand, gather, reshape, strided, transpose } from '../../graph/rewrite.ts';
import { tf } from '../../tf.ts';
import { axesOf, type Lowerings } from '../lowering.ts';

const concat = (graph: Graph, values: readonly Value[], axis: number): Value => {
  const present = values.filter((value) => sizeOf(value.shape) > 0);
  const parts = present.length > 0 ? present : values.slice(0, 1);
  if (parts.length === 1) return parts[0];
  const shape = [...parts[0].shape];
  shape[axis] = parts.reduce((sum, value) => sum + value.shape[axis], 0);
  return graph.op('Concat', parts, parts[0].type, shape, { ints: { axis } });
};

const without = (shape: readonly number[], axis: number): number[] => shape.filter((_, k) => k !== axis);

const split = (graph: Graph, x: Value, sizes: readonly number[], axis: number): readonly Value[] => {
  if (sizes.length === 1) return [x];
  const outputs = sizes.map((size) => ({
    type: x.type,
    shape: x.shape.map((length, k) => (k === axis ? size : length)),
  }));
  return graph.node('Split', [x, graph.indices(sizes)], outputs, { ints: { axis } });
};

/** Rows in an order that mirrors the first or last ones into the padding. */
const mirrored = (length: number, [before, after]: readonly [number, number], reflect: boolean): number[] => {
  const offset = reflect ? 0 : 1;
  return Array.from({ length: before + length + after }, (_, position) => {
    const k = position - before;
    if (k < 0) return -k - offset;
    return k < length ? k : 2 * length - 2 - k + offset;
  });
};

/** Kernels that move, cut and join elements without computing on them. */
export const shapes: Lowerings = {
  Reshape: ({ graph, inputs: { x }, attributes }) =>
    reshape(graph, x, tf.util.inferFromImplicitShape(attributes.shape as number[], sizeOf(x.shape))),
  ExpandDims: ({ graph, inputs: { input }, attributes }) => {
    const dim = attributes.dim as number;
    const axis = dim < 0 ? dim + input.shape.length + 1 : dim;
    return reshape(graph, input, [...input.shape.slice(0, axis), 1, ...input.shape.slice(axis)]);
  },
  Transpose: ({ graph, inputs: { x }, attributes }) => transpose(graph, x, attributes.perm as number[]),
  Concat: ({ graph, list, attributes }) => {
    const [axis] = axesOf(attributes.axis, list[0].shape.length);
    return concat(graph, list, axis);
  },
  Pack: ({ graph, list, attributes }) => {
    const given = attributes.axis as number;
    const axis = given < 0 ? given + list[0].shape.length + 1 : given;
    const layer = [...list[0].shape.slice(0, axis), 1, ...list[0].shape.slice(axis)];
    return concat(
      graph,
      list.map((value) => reshape(graph, value, layer)),
      axis,
    );
  },
  Unpack: ({ graph, inputs: { value }, attributes }) => {
    const [axis] = axesOf(attributes.axis, value.shape.length);
    const layers = split(graph, value, new Array(value.shape[axis]).fill(1), axis);
    return layers.map((layer) => reshape(graph, layer, without(value.shape, axis)));
  },
  SplitV: ({ graph, inputs: { x }, attributes }) => {
    const [axis] = axesOf(attributes.axis, x.shape.length);
    return split(
      graph,
      x,
      tf.backend_util.prepareSplitSize({ shape: x.shape } as never, attributes.numOrSizeSplits as never, axis),
      axis,
    );
  },
  Slice: ({ graph, inputs: { x }, attributes }) => {
    const [begin, size] = tf.slice_util.parseSliceParams(
      { shape: x.shape } as never,
      attributes.begin as never,
      attributes.size as never,
    );
    return strided(graph, x, begin, size);
  },
  StridedSlice: ({ graph, inputs: { x }, attributes }) => {
    const a = attributes as Record<string, never>;
    const info = tf.slice_util.sliceInfo(
      [...x.shape],
      a.begin,
      a.end,
      a.strides,
      a.beginMask,
      a.endMask,
      a.ellipsisMask,
      a.newAxisMask,
      a.shrinkAxisMask,
    );
    const size = tf.slice_util.computeOutShape(info.begin, info.end, info.strides);
    return reshape(graph, strided(graph, x, info.begin, size, info.strides), info.finalShape);
  },
  PadV2: ({ graph, inputs: { x }, attributes }) => {
    const paddings = attributes.paddings as [number, number][];
    if (paddings.every(([before, after]) => before === 0 && after === 0)) return x;
    const amounts = graph.indices([...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)]);
    const fill = graph.scalar(attributes.constantValue as number, x.type);
    return graph.op(
      'Pad',
      [x, amounts, fill],
      x.type,
      x.shape.map((length, k) => length + paddings[k][0] + paddings[k][1]),
    );
  },
  MirrorPad: ({ graph, inputs: { x }, attributes }) =>
    (attributes.paddings as [number, number][]).reduce((padded, padding, axis) => {
      if (padding[0] === 0 && padding[1] === 0) return padded;
      const rows = mirrored(x.shape[axis], padding, attributes.mode === 'reflect');
      return gather(graph, padded, graph.constant('int32', [rows.length], Int32Array.from(rows)), axis);
    }, x),
  Tile: ({ graph, inputs: { x }, attributes }) => {
    const repeats = attributes.reps as number[];
    const shape = x.shape.map((length, k) => length * repeats[k]);
    // Repeating axes of length one is broadcasting.
    if (x.shape.every((length, k) => length === 1 || repeats[k] === 1)) return expand(graph, x, shape);
    return graph.op('Tile', [x, graph.indices(repeats)], x.type, shape);
  },
  Reverse: ({ graph, inputs: { x }, attributes }) => {
    const axes = axesOf(attributes.dims, x.shape.length);
    const turned = x.shape.map((_, k) => axes.includes(k));
    return strided(
      graph,
      x,
      x.shape.map((length, k) => (turned[k] ? length - 1 : 0)),
      x.shape,
      turned.map((reverse) => (reverse ? -1 : 1)),
    );
  },
};
