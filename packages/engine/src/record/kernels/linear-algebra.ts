import { binary, matMul } from '../../graph/rewrite.ts';
import type { Lowerings } from '../lowering.ts';
import { fusedActivation } from './fused-activation.ts';

/** Matrix products. */
export const linearAlgebra: Lowerings = {
  BatchMatMul: ({ graph, inputs: { a, b }, attributes }) =>
    matMul(graph, a, b, attributes.transposeA === true, attributes.transposeB === true),
  _FusedMatMul: ({ graph, inputs, attributes }) => {
    const product = matMul(graph, inputs.a, inputs.b, attributes.transposeA === true, attributes.transposeB === true);
    const shifted = inputs.bias ? binary(graph, 'Add', product, inputs.bias) : product;
    return fusedActivation(graph, shifted, attributes, inputs.preluActivationWeights);
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
