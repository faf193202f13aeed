import { tf } from '@minebench/engine';
import type { Tensor } from '@tensorflow/tfjs';
import { Draws } from '../../support/draws.ts';
import { casesOf, type KernelCase, shapesOf } from '../kernel-case.ts';

const draws = new Draws(9);
export const linearAlgebraCases: KernelCase[] = [];

/** Rows and columns as a product needs them, for either order of the operand's axes. */
const matrix = (lead: readonly number[], rows: number, columns: number, transposed: boolean) =>
  draws.normal(...lead, ...(transposed ? [columns, rows] : [rows, columns]));

const product = casesOf('BatchMatMul', linearAlgebraCases);
for (const transposeA of [false, true]) {
  for (const transposeB of [false, true]) {
    const flags = `${transposeA ? ', a transposed' : ''}${transposeB ? ', b transposed' : ''}`;
    for (const [leadA, leadB, [m, k, n]] of [
      [[], [], [3, 4, 2]],
      [[], [], [1, 5, 1]],
      [[], [], [4, 1, 3]],
      [[2], [2], [3, 4, 2]],
      [[1], [3], [2, 3, 2]],
      [[1], [1], [2, 3, 4]],
      [
        [2, 1],
        [1, 3],
        [2, 2, 3],
      ],
      [[], [3], [2, 3, 2]],
    ] as [number[], number[], [number, number, number]][]) {
      const operands = [matrix(leadA, m, k, transposeA), matrix(leadB, k, n, transposeB)];
      const bothBroadcast =
        leadA.length > 0 &&
        leadA.some((length, axis) => length < leadB[axis]) &&
        leadA.some((length, axis) => length > leadB[axis]);
      const stretched = (x: Tensor) => tf.broadcastTo(x, [2, 3, ...x.shape.slice(-2)]);
      product(shapesOf(...operands) + flags, operands, (a, b) => tf.matMul(a, b, transposeA, transposeB), {
        ...(bothBroadcast
          ? {
              // TensorFlow.js counts through the batches of both operands at once where each is broadcast along another axis.
              reference: (a, b) => tf.matMul(stretched(a), stretched(b), transposeA, transposeB),
              leftOutOnWasm: 'it mixes up the batches',
            }
          : {}),
      });
    }
  }
}
product('tf.dot of vectors', [draws.normal(5), draws.normal(5)], (a, b) => tf.dot(a, b));
product('a matrix with itself', [draws.normal(3, 3)], (a) => tf.matMul(a, a, false, true));
product('int32', [draws.integers(-5, 5, [2, 3]), draws.integers(-5, 5, [3, 2])], (a, b) => tf.matMul(a, b), {
  leftOutOnWasm: 'it reads the integers as floats',
});
product('a bias that is added', [draws.normal(3, 4), draws.normal(4, 2), draws.normal(2)], (a, b, c) =>
  tf.add(tf.matMul(a, b), c),
);
product('a bias in front', [draws.normal(3, 4), draws.normal(4, 2), draws.normal(3, 1)], (a, b, c) =>
  tf.add(c, tf.matMul(a, b)),
);
product('a bias of rank 0', [draws.normal(3, 4), draws.normal(4, 2), draws.normal()], (a, b, c) =>
  tf.add(tf.matMul(a, b), c),
);
product('a bias larger than the product', [draws.normal(1, 4), draws.normal(4, 2), draws.normal(3, 2)], (a, b, c) =>
  tf.add(tf.matMul(a, b), c),
);
product('a bias of higher rank', [draws.normal(3, 4), draws.normal(4, 2), draws.normal(2, 1, 2)], (a, b, c) =>
  tf.add(tf.matMul(a, b), c),
);
product('a product read twice', [draws.normal(3, 4), draws.normal(4, 2), draws.normal(2)], (a, b, c) => {
  const plain = tf.matMul(a, b);
  return [tf.add(plain, c), plain];
});
product('a product added to itself', [draws.normal(3, 4), draws.normal(4, 2)], (a, b) => {
  const plain = tf.matMul(a, b);
  return tf.add(plain, plain);
});
product(
  'two products added',
  [draws.normal(3, 4), draws.normal(4, 2), draws.normal(3, 2), draws.normal(2, 2)],
  (a, b, c, d) => tf.add(tf.matMul(a, b), tf.matMul(c, d)),
);

const fused = casesOf('_FusedMatMul', linearAlgebraCases);
const activations = ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'] as const;
for (const activation of activations) {
  const slopes = activation === 'prelu' ? [draws.normal(1, 2)] : [];
  const call =
    (bias: boolean) =>
    (a: Tensor, b: Tensor, ...rest: Tensor[]) =>
      tf.fused.matMul({
        a,
        b,
        activation,
        ...(bias ? { bias: rest[0] } : {}),
        ...(activation === 'prelu' ? { preluActivationWeights: rest[rest.length - 1] } : {}),
        ...(activation === 'leakyrelu' ? { leakyreluAlpha: 0.3 } : {}),
      });
  const noGradient = { noGradient: 'TensorFlow.js does not fuse it where it differentiates' };
  const options = activation === 'linear' ? {} : noGradient;
  fused(`${activation}`, [draws.normal(3, 4), draws.normal(4, 2), ...slopes], call(false), options);
  fused(
    `${activation}, bias`,
    [draws.normal(3, 4), draws.normal(4, 2), draws.normal(2), ...slopes],
    call(true),
    options,
  );
}
for (const [transposeA, transposeB] of [
  [true, false],
  [false, true],
  [true, true],
]) {
  fused(
    `relu, bias${transposeA ? ', a transposed' : ''}${transposeB ? ', b transposed' : ''}`,
    [matrix([], 3, 4, transposeA), matrix([], 4, 2, transposeB), draws.normal(2)],
    (a, b, bias) => tf.fused.matMul({ a, b, transposeA, transposeB, bias, activation: 'relu' }),
    { noGradient: 'TensorFlow.js does not fuse it where it differentiates' },
  );
}
fused('batch axes, bias', [draws.normal(2, 3, 4), draws.normal(2, 4, 2), draws.normal(2)], (a, b, bias) =>
  tf.fused.matMul({ a, b, bias }),
);

const einsum = casesOf('Einsum', linearAlgebraCases);
for (const [equation, ...shapes] of [
  ['ij,jk->ik', [2, 3], [3, 4]],
  ['bij,bjk->bik', [2, 2, 3], [2, 3, 4]],
  ['i,j->ij', [3], [2]],
  ['ij,ij->', [2, 3], [2, 3]],
  ['ij->ji', [2, 3]],
  ['ij->i', [2, 3]],
  ['bd, cd -> bc', [2, 3], [4, 3]],
] as [string, ...number[][]][]) {
  const operands = shapes.map((shape) => draws.normal(...shape));
  einsum(equation, operands, (...tensors) => tf.einsum(equation, ...tensors));
}
einsum('int32', [draws.integers(0, 5, [3]), draws.integers(0, 5, [3])], (a, b) => tf.einsum('i,i->', a, b));
