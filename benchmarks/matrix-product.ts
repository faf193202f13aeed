import { engines, tf } from '@minebench/engine';
import type { Tensor2D } from '@tensorflow/tfjs';
import type { Contender } from './measure.ts';

/** Products a step, so that a call's overhead does not count. */
const PRODUCTS = 10;

/** ONNX Runtime's own rate at a matrix product of the step's largest shape, one thread: what no graph of it can pass. */
export async function matrixProduct(
  rows: number,
  inner: number,
  columns: number,
  steps: number,
): Promise<Contender & { readonly flop: number }> {
  const left = { dtype: 'float32' as const, shape: [PRODUCTS, rows, inner] };
  const right = { dtype: 'float32' as const, shape: [inner, columns] };
  const program = await engines.create('ort:cpu').compile(
    (_, data) => {
      const products = tf.unstack(data.left).map((matrix) => tf.matMul(matrix as Tensor2D, data.right as Tensor2D));
      return { state: {}, outputs: { sum: tf.addN(products) } };
    },
    { state: {}, data: { left, right }, batch: {} },
  );
  const half = (size: number) => new Float32Array(size).fill(0.5);
  const data = {
    left: { ...left, data: half(PRODUCTS * rows * inner) },
    right: { ...right, data: half(inner * columns) },
  };
  return {
    implementation: 'ONNX Runtime matrix product',
    threads: 1,
    flop: 2 * rows * inner * columns,
    async run() {
      await program.run({}, { data, batch: {} }, steps);
      return { units: steps * PRODUCTS };
    },
  };
}
