import type { Graph, GraphNode, Value } from './graph.ts';

/**
 * Lets sums over the rows of a matrix be products with a row of ones: ONNX Runtime adds rows up in 22 microseconds where its product takes one (128 rows of 256), and the
 * gradient of every bias is such a sum. Nodes that are no such sum are left as they are.
 */
export function sumRowsByProducts(graph: Graph, nodes: readonly GraphNode[]): GraphNode[] {
  return nodes.flatMap((node) => {
    const [x, axes] = node.inputs;
    if (node.op !== 'ReduceSum' || x.type !== 'float32' || x.shape.length !== 2) return [node];
    if (axes.constant!.length !== 1 || axes.constant![0] !== 0) return [node];
    const [rows, columns] = x.shape;
    const ones = graph.constant('float32', [1, rows], new Float32Array(rows).fill(1));
    const [sum] = node.outputs;
    const gemm = (outputs: readonly Value[]): GraphNode => ({
      op: 'Gemm',
      inputs: [ones, x],
      attributes: { ints: { transA: 0, transB: 0 } },
      outputs,
    });
    if (sum.shape.length === 2) return [gemm([sum])];
    const row = graph.unattached('float32', [1, columns]);
    const inputs = [row, graph.indices([columns])];
    return [gemm([row]), { op: 'Reshape', inputs, attributes: {}, outputs: [sum] }];
  });
}
