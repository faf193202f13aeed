import type { DataType, KernelBackend, TensorInfo } from '@tensorflow/tfjs';
import type { ConstantData } from '../graph/graph.ts';
import { tf } from '../tf.ts';

/** One of a kernel's results, known while recording. */
export interface FoldedConstant {
  readonly data: ConstantData;
  readonly shape: number[];
  readonly type: DataType;
}

/** The part of TensorFlow.js's CPU backend that folding needs. */
interface CpuBackend extends KernelBackend {
  makeTensorInfo(shape: number[], dtype: string, values?: ConstantData): TensorInfo;
  disposeIntermediateTensorInfo(info: TensorInfo): void;
}

/**
 * Computes a kernel at once where every operand is known, with TensorFlow.js's own CPU kernel, and says so by returning its results, as one or as a
 * list, as the kernel does. Kernels without operands (fill, range) are known by nature.
 */
export function foldConstants(
  kernelName: string,
  inputs: Readonly<Record<string, TensorInfo>> | readonly TensorInfo[],
  attributes: Readonly<Record<string, unknown>>,
  constantOf: (info: TensorInfo) => ConstantData | undefined,
): FoldedConstant | readonly FoldedConstant[] | undefined {
  const shapeOnly = kernelName === 'ZerosLike' || kernelName === 'OnesLike';
  const names = Object.keys(inputs);
  const operands = Object.values(inputs) as TensorInfo[];
  const known = operands.map(
    (info) => constantOf(info) ?? (shapeOnly ? new Float32Array(tf.util.sizeFromShape(info.shape)) : undefined),
  );
  if (known.some((data) => data === undefined)) return undefined;
  const kernel = tf.getKernel(kernelName, 'cpu');
  const backend = tf.engine().findBackend('cpu') as CpuBackend;
  const made = operands.map((info, k) => backend.makeTensorInfo(info.shape, info.dtype, known[k]));
  const given = Array.isArray(inputs) ? made : Object.fromEntries(made.map((info, k) => [names[k], info]));
  const outcome = kernel.kernelFunc({ inputs: given as never, attrs: attributes as never, backend });
  const results = Array.isArray(outcome) ? outcome : [outcome];
  const folded = results.map((info) => ({
    // A copy: some CPU kernels share their operand's memory.
    data: (backend.readSync(info.dataId) as ConstantData).slice(),
    shape: [...info.shape],
    type: info.dtype,
  }));
  for (const info of [...results, ...made]) backend.disposeIntermediateTensorInfo(info);
  return Array.isArray(outcome) ? folded : folded[0];
}
