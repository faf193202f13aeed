import type { Attributes, GraphNode, Value } from '../../graph/graph.ts';

const node = (
  op: string,
  inputs: readonly Value[],
  shape: readonly number[],
  attributes: Attributes = {},
): GraphNode => {
  const made = { op, inputs, attributes, outputs: [] as Value[] };
  made.outputs.push({ id: -1, type: 'float32', shape });
  return made;
};

/** A softmax as what it is made of, which loops fuse: e^(x - max x) over its sum. Other nodes as they are. */
export function withoutSoftmax(nodes: readonly GraphNode[]): GraphNode[] {
  return nodes.flatMap((one) => {
    if (one.op !== 'Softmax') return [one];
    const [x] = one.inputs;
    const axis = one.attributes.ints!.axis as number;
    const kept = x.shape.map((length, k) => (k === axis ? 1 : length));
    const axes: Value = { id: -1, type: 'int64', shape: [1], constant: Int32Array.of(axis) };
    const keep = { ints: { keepdims: 1 } };
    const largest = node('ReduceMax', [x, axes], kept, keep);
    const shifted = node('Sub', [x, largest.outputs[0]], x.shape);
    const power = node('Exp', [shifted.outputs[0]], x.shape);
    const sum = node('ReduceSum', [power.outputs[0], axes], kept, keep);
    return [
      largest,
      shifted,
      power,
      sum,
      { ...node('Div', [power.outputs[0], sum.outputs[0]], x.shape), outputs: one.outputs },
    ];
  });
}
