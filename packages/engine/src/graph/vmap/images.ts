import { type Graph, sizeOf, type Value } from '../graph.ts';
import { reshape, transpose } from '../rewrite.ts';
import {
  type BatchedNode,
  type BatchingRule,
  type BatchingRules,
  type Operand,
  replicaNumbers,
  spread,
  withInts,
} from './operand.ts';

/** `[R, n, ...]` as `[R n, ...]`: every replica's images behind each other. */
const behindEachOther = (graph: Graph, value: Value): Value => {
  const [count, images, ...rest] = value.shape;
  return reshape(graph, value, [count * images, ...rest]);
};

/** `[R, n, c, ...]` as `[n, R c, ...]`: every replica's channels beside each other. */
function besideEachOther(graph: Graph, value: Value): Value {
  const axes = value.shape.map((_, axis) => axis);
  const [count, images, channels, ...rest] = value.shape;
  return reshape(graph, transpose(graph, value, [1, 0, ...axes.slice(2)]), [images, count * channels, ...rest]);
}

/** `[n, R c, ...]` as `[R, n, c, ...]`. */
function apart(graph: Graph, value: Value, count: number): Value {
  const [images, channels, ...rest] = value.shape;
  const parted = reshape(graph, value, [images, count, channels / count, ...rest]);
  return transpose(graph, parted, [1, 0, ...parted.shape.map((_, axis) => axis).slice(2)]);
}

/** An operator whose images do not meet: those of all replicas are one batch. */
function asOneBatch({ graph, count, node, operands: [x, ...others] }: BatchedNode): readonly Value[] {
  const outputs = node.outputs.map(({ type, shape: [images, ...rest] }) => ({
    type,
    shape: [count * images, ...rest],
  }));
  const inputs = [behindEachOther(graph, x.value), ...others.map(({ value }) => value)];
  const results = graph.node(node.op, inputs, outputs, node.attributes);
  return results.map((result, k) => reshape(graph, result, [count, ...node.outputs[k].shape]));
}

/** Every replica's own filter is a group of channels. `filters` is which of a filter's axes tell the groups apart: the first in both operators. */
const convolution: BatchingRule = (batched) => {
  const { graph, count, node, operands } = batched;
  const [x, filter] = operands;
  if (!filter.batched) return asOneBatch(batched);
  const [images, channels, ...rest] = node.outputs[0].shape;
  const groups = (node.attributes.ints?.group as number | undefined) ?? 1;
  const shape = [images, count * channels, ...rest];
  const filters = behindEachOther(graph, filter.value);
  // Images that all replicas share meet every replica's filters: more channels out, and no groups.
  const shared = node.op === 'Conv' && !x.batched && groups === 1;
  const inputs = shared ? [x.value, filters] : [besideEachOther(graph, spread(graph, x as Operand, count)), filters];
  const attributes = shared ? node.attributes : withInts(node, { group: count * groups });
  return [apart(graph, graph.op(node.op, inputs, node.outputs[0].type, shape, attributes), count)];
};

/** Where the largest numbers stand is counted through the whole batch, and is wanted within a replica's. */
const maxPool: BatchingRule = (batched) => {
  const [largest, ...places] = asOneBatch(batched);
  const { graph, count, operands } = batched;
  return [
    largest,
    ...places.map((place) => {
      const starts = replicaNumbers(graph, count, place.shape.length - 1, sizeOf(operands[0].shape));
      return graph.op('Sub', [place, starts], place.type, place.shape);
    }),
  ];
};

/** Operators on images, channels first. */
export const images: BatchingRules = {
  Conv: convolution,
  ConvTranspose: convolution,
  AveragePool: asOneBatch,
  MaxPool: maxPool,
};
