import type { KernelBackend, TensorInfo } from '@tensorflow/tfjs';
import type { ConstantData, ValueType } from '../graph/graph.ts';
import { tf } from '../tf.ts';

export interface FoldedConstant {
  readonly data: ConstantData;
  readonly shape: readonly number[];
  readonly type: ValueType;
}

/** The part of TensorFlow.js's CPU backend that folding needs. */
interface CpuBackend extends KernelBackend {
  makeTensorInfo(shape: number[], dtype: string, values?: ConstantData): TensorInfo;
  disposeIntermediateTensorInfo(info: TensorInfo): void;
}

/**
 * Computes a kernel at once where every operand is known, with TensorFlow.js's own CPU kernel, and says so by returning its results.
 * Kernels without operands (fill, range) are known by nature.
 */
export function foldConstants(
  kernelName: string,
  operands: readonly (readonly [string, TensorInfo])[],
  attributes: Readonly<Record<string, unknown>>,
  constantOf: (info: TensorInfo) => ConstantData | undefined,
): readonly FoldedConstant[] | undefined {
  const shapeOnly = kernelName === 'ZerosLike' || kernelName === 'OnesLike';
  const known = operands.map(
    ([, info]) => constantOf(info) ?? (shapeOnly ? new Float32Array(tf.util.sizeFromShape(info.shape)) : undefined),
  );
  if (known.some((data) => data === undefined)) return undefined;
  const kernel = tf.getKernel(kernelName, 'cpu');
  const backend = tf.engine().findBackend('cpu') as CpuBackend;
  const made = operands.map(
    ([name, info], k) => [name, backend.makeTensorInfo(info.shape, info.dtype, known[k])] as const,
  );
  const outcome = kernel.kernelFunc({ inputs: Object.fromEntries(made), attrs: attributes as never, backend });
  const results = Array.isArray(outcome) ? outcome : [outcome];
  const folded = results.map((info) => ({
    // A copy: some CPU kernels share their operand's memory.
    data: (backend.readSync(info.dataId) as ConstantData).slice(),
    shape: [...info.shape],
    type: info.dtype as ValueType,
  }));
  for (const info of [...results, ...made.map(([, info]) => info)]) backend.disposeIntermediateTensorInfo(info);
  return folded;
}
