import type { Graph, Value } from '../../graph/graph.ts';
import { binary, matMul } from '../../graph/rewrite.ts';
import type { Lowerings } from '../lowering.ts';
import { apply, clip, prelu } from './elementwise.ts';

type Activation = (graph: Graph, x: Value, options: { readonly slope?: Value; readonly alpha?: number }) => Value;

const plain =
  (op: string): Activation =>
  (graph, x) =>
    apply(graph, op, x);

/** Activations that TensorFlow.js fuses with a matrix product. */
const activations: Readonly<Record<string, Activation>> = {
  linear: (_, x) => x,
  relu: plain('Relu'),
  elu: plain('Elu'),
  sigmoid: plain('Sigmoid'),
  relu6: (graph, x) => clip(graph, x, 0, 6),
  prelu: (graph, x, { slope }) => prelu(graph, x, slope!),
  leakyrelu: (graph, x, { alpha }) => graph.op('LeakyRelu', [x], x.type, x.shape, { floats: { alpha: alpha ?? 0.2 } }),
};

/** Matrix products. */
export const linearAlgebra: Lowerings = {
  BatchMatMul: ({ graph, inputs: { a, b }, attributes }) =>
    matMul(graph, a, b, attributes.transposeA === true, attributes.transposeB === true),
  _FusedMatMul: ({ graph, inputs, attributes }) => {
    const product = matMul(graph, inputs.a, inputs.b, attributes.transposeA === true, attributes.transposeB === true);
    const shifted = inputs.bias ? binary(graph, 'Add', product, inputs.bias) : product;
    const activate = activations[(attributes.activation as string | undefined) ?? 'linear'];
    const alpha = attributes.leakyreluAlpha as number | undefined;
    return activate(graph, shifted, {
      ...(inputs.preluActivationWeights ? { slope: inputs.preluActivationWeights } : {}),
      ...(alpha === undefined ? {} : { alpha }),
    });
  },
  Einsum: ({ graph, list, attributes }) => {
    const equation = attributes.equation as string;
    const [operands, result] = equation.replace(/\s/g, '').split('->');
    const lengths = new Map<string, number>();
    operands.split(',').forEach((letters, k) => {
      [...letters].forEach((letter, axis) => {
        lengths.set(letter, list[k].shape[axis]);
      });
    });
    const shape = [...result].map((letter) => lengths.get(letter)!);
    return graph.op('Einsum', list, list[0].type, shape, { strings: { equation } });
  },
};
