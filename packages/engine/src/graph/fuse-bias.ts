import type { GraphNode, Value } from './graph.ts';

/**
 * Lets a matrix product start from the bias that is added to it, where nothing else reads the plain product: `Add(Gemm(a, b), c)` becomes
 * `Gemm(a, b, c)`, one pass over the result less, and a form that the runtime fuses with the activation behind it. The nodes must all be live;
 * those that are so no longer are left in.
 */
export function fuseBias(nodes: readonly GraphNode[], results: readonly Value[]): GraphNode[] {
  const reads = new Map<Value, number>();
  for (const value of [...nodes.flatMap((node) => node.inputs), ...results])
    reads.set(value, (reads.get(value) ?? 0) + 1);
  return nodes.map((node) => {
    const found = operands(node, reads);
    if (!found) return node;
    return { ...found.product, inputs: [...found.product.inputs, asVector(found.bias)], outputs: node.outputs };
  });
}

/** The product and the bias of an addition that can be fused. */
function operands(node: GraphNode, reads: ReadonlyMap<Value, number>): { product: GraphNode; bias: Value } | undefined {
  if (node.op !== 'Add') return undefined;
  for (const [value, bias] of [node.inputs, [...node.inputs].reverse()]) {
    const product = value.producer;
    const alone = product?.op === 'Gemm' && product.inputs.length === 2 && reads.get(value) === 1;
    if (alone && stretches(bias.shape, value.shape)) return { product, bias };
  }
  return undefined;
}

/** A vector that was reshaped to one row, without its reshape: a product stretches it the same. */
const asVector = (bias: Value): Value => {
  const source = bias.producer?.op === 'Reshape' ? bias.producer.inputs[0] : bias;
  return bias.shape[0] === 1 && source.shape.length === 1 ? source : bias;
};

/** Whether a bias broadcasts to the product without making it larger. */
const stretches = (bias: readonly number[], [rows, columns]: readonly number[]): boolean => {
  if (bias.length > 2) return false;
  const [biasRows, biasColumns] = [...[1, 1].slice(bias.length), ...bias];
  return (biasRows === 1 || biasRows === rows) && (biasColumns === 1 || biasColumns === columns);
};
