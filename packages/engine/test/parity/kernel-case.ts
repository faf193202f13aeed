import type { NdArray } from '@minebench/core';
import type { Tensor } from '@tensorflow/tfjs';

/** One way of calling a kernel. */
export interface KernelCase {
  /** The kernel it is there for; the suite checks that the call runs it. */
  readonly kernel: string;
  /** Attributes and shapes, in words. */
  readonly name: string;
  readonly operands: readonly NdArray[];
  readonly call: (...operands: Tensor[]) => Tensor | Tensor[];
  /** The same in a way that TensorFlow.js's CPU backend gets right, where it does not get `call` right. */
  readonly reference?: (...operands: Tensor[]) => Tensor | Tensor[];
  /** Why TensorFlow.js's WebAssembly backend cannot be held to its own CPU backend here. */
  readonly leftOutOnWasm?: string;
  /** Why the gradient is not compared, where TensorFlow.js has one for the kernel. */
  readonly noGradient?: string;
}

type Options = Pick<KernelCase, 'reference' | 'leftOutOnWasm' | 'noGradient'>;

/** Collects the cases of one kernel: `const sum = casesOf('Sum'); sum('axis 0', [x], (x) => tf.sum(x, 0))`. */
export function casesOf(kernel: string, list: KernelCase[]) {
  return (
    name: string,
    operands: readonly NdArray[],
    call: (...operands: Tensor[]) => Tensor | Tensor[],
    options: Options = {},
  ): void => {
    list.push({ kernel, name, operands, call, ...options });
  };
}

export const shapesOf = (...operands: readonly NdArray[]): string =>
  operands.map(({ shape }) => `[${shape.join(', ')}]`).join(' x ');
