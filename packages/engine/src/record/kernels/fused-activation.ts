import type { Graph, Value } from '../../graph/graph.ts';
import { apply, clip, prelu } from './elementwise.ts';

type Activation = (graph: Graph, x: Value, options: { readonly slope?: Value; readonly alpha?: number }) => Value;

const plain =
  (op: string): Activation =>
  (graph, x) =>
    apply(graph, op, x);

/** Activations that TensorFlow.js fuses with a matrix product or a convolution. */
const activations: Readonly<Record<string, Activation>> = {
  linear: (_, x) => x,
  relu: plain('Relu'),
  elu: plain('Elu'),
  sigmoid: plain('Sigmoid'),
  relu6: (graph, x) => clip(graph, x, 0, 6),
  prelu: (graph, x, { slope }) => prelu(graph, x, slope!),
  leakyrelu: (graph, x, { alpha }) => graph.op('LeakyRelu', [x], x.type, x.shape, { floats: { alpha: alpha ?? 0.2 } }),
};

/** The activation that a fused kernel names in its attributes, of what it computes before. */
export function fusedActivation(
  graph: Graph,
  x: Value,
  attributes: Readonly<Record<string, unknown>>,
  slope: Value | undefined,
): Value {
  const activate = activations[(attributes.activation as string | undefined) ?? 'linear'];
  const alpha = attributes.leakyreluAlpha as number | undefined;
  return activate(graph, x, { ...(slope ? { slope } : {}), ...(alpha === undefined ? {} : { alpha }) });
}
