import { Graph, type GraphNode, liveNodes, type Value } from './graph.ts';
import type { StepGraph } from './onnx-model.ts';
import { cast } from './rewrite.ts';

const isProduct = ({ op, outputs }: GraphNode): boolean =>
  (op === 'Gemm' || op === 'MatMul') && outputs[0].type === 'float32';

/**
 * The step with its matrix products in half precision: operands are rounded to float16 (11 significant bits, largest number 65504) and each product is
 * widened to float32 again. Everything else stays float32: parameters and the optimiser's state, activations, sums, exponentials and logarithms. A
 * value that several products read is rounded once (Micikevicius et al. 2018, "Mixed precision training", without a scale of the loss).
 */
export function productsInHalf(step: StepGraph): StepGraph {
  const graph = new Graph();
  const known = new Map<Value, Value>();
  const inputs = (values: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => {
        const copy = graph.input(value.type, value.shape);
        known.set(value, copy);
        return [name, copy];
      }),
    );
  const [state, data, batch] = [inputs(step.state), inputs(step.data), inputs(step.batch)];
  const of = (value: Value): Value => known.get(value) ?? graph.constant(value.type, value.shape, value.constant!);

  for (const node of liveNodes(step.graph.nodes, [...Object.values(step.nextState), ...Object.values(step.outputs)])) {
    const operands = node.inputs.map(of);
    const made = isProduct(node)
      ? [halfProduct(graph, node, operands)]
      : graph.node(node.op, operands, node.outputs, node.attributes);
    node.outputs.forEach((output, k) => {
      known.set(output, made[k]);
    });
  }
  const results = (values: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, of(value)]));
  return { graph, state, data, batch, nextState: results(step.nextState), outputs: results(step.outputs) };
}

function halfProduct(graph: Graph, { op, outputs, attributes }: GraphNode, operands: readonly Value[]): Value {
  const half = operands.map((operand) => cast(graph, operand, 'float16'));
  return cast(graph, graph.op(op, half, 'float16', outputs[0].shape, attributes), 'float32');
}
