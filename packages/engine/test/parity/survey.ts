import { tf } from '@minebench/engine';
import type { KernelCase } from './kernel-case.ts';
import { stepOfCase, type TrainableCase } from './kernel-program.ts';

/** A case with what TensorFlow.js was seen to do for it. */
export interface SurveyedCase extends TrainableCase {
  /** Every kernel that its value and its gradient run. */
  readonly kernels: readonly string[];
  /** Why there is no gradient to compare. */
  readonly withoutGradient?: string;
  /** Why it is not run on WebAssembly. */
  readonly withoutWasm?: string;
}

async function kernelsOf(one: TrainableCase): Promise<string[]> {
  const operands = one.operands.map(({ data, shape, dtype }) => tf.tensor(data, [...shape], dtype));
  const { kernelNames } = await tf.profile(() => {
    stepOfCase(one, operands);
  });
  return kernelNames;
}

/** Tries to differentiate on the CPU backend; says why there is nothing to compare, where there is not. */
function obstacle(one: KernelCase): string | undefined {
  const { operands, call, noGradient } = one;
  if (noGradient !== undefined) return noGradient;
  return tf.tidy(() => {
    const tensors = operands.map(({ data, shape, dtype }) => tf.tensor(data, [...shape], dtype));
    const result = call(...tensors);
    const results = Array.isArray(result) ? result : [result];
    if (operands.every(({ dtype }) => dtype !== 'float32')) return 'no floats to differentiate by';
    if (results.some(({ dtype }) => dtype !== 'float32')) return `results of type ${results[0].dtype}`;
    try {
      stepOfCase({ ...one, differentiable: true }, tensors);
      return undefined;
    } catch (error) {
      return `TensorFlow.js itself fails: ${(error as Error).message.split('. ')[0]}`;
    }
  });
}

/** Runs every case once on the CPU backend, to see which kernels it needs and whether it has a gradient. */
export async function survey(cases: readonly KernelCase[]): Promise<SurveyedCase[]> {
  tf.setBackend('cpu');
  const surveyed: SurveyedCase[] = [];
  for (const one of cases) {
    const withoutGradient = obstacle(one);
    const trainable = { ...one, differentiable: withoutGradient === undefined };
    const kernels = await kernelsOf(trainable);
    const missing = [...new Set(kernels)].filter((name) => !tf.getKernel(name, 'wasm'));
    const withoutWasm = missing.length > 0 ? `it has no kernel ${missing.join(', ')}` : one.leftOutOnWasm;
    surveyed.push({
      ...trainable,
      kernels,
      ...(withoutGradient === undefined ? {} : { withoutGradient }),
      ...(withoutWasm === undefined ? {} : { withoutWasm }),
    });
  }
  return surveyed;
}
