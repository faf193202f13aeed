import type * as Ort from 'onnxruntime-node';
import { EngineError, engineFailure } from '../engine-error.ts';
import { WEBGPU_REMEDY } from './webgpu-remedy.ts';

export type OnnxProvider = 'cpu' | 'cuda' | 'webgpu';

/** What to do where a provider does not work. */
export const providerRemedy: Readonly<Record<OnnxProvider, string>> = {
  cpu: 'npm ci',
  cuda: 'ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild --ignore-scripts=false onnxruntime-node, with CUDA 12, cuDNN 9 and an NVIDIA driver on Linux x86-64 (docs/engines.md)',
  webgpu: WEBGPU_REMEDY,
};

// Loaded when the first step is compiled, so that the eager engines work where its binary does not.
export async function loadOnnxRuntime(engine: string): Promise<typeof Ort> {
  try {
    const module = (await import('onnxruntime-node')) as typeof Ort & { default?: typeof Ort };
    return module.default ?? module;
  } catch (error) {
    throw new EngineError(engine, 'absent', `cannot load onnxruntime-node (${(error as Error).message})`, 'npm ci');
  }
}

/**
 * A session of ONNX Runtime on one provider; what the provider has no kernel for runs on the CPU.
 * @throws EngineError where the provider is not there
 */
export async function sessionOf(
  engine: string,
  model: Uint8Array,
  provider: OnnxProvider,
  options: Ort.InferenceSession.SessionOptions = {},
): Promise<Ort.InferenceSession> {
  // A product of TensorFloat-32 has ten bits; engines are held to 1e-4.
  if (provider === 'cuda') process.env.NVIDIA_TF32_OVERRIDE ??= '0';
  const ort = await loadOnnxRuntime(engine);
  try {
    return await ort.InferenceSession.create(model, {
      executionProviders: [provider],
      graphOptimizationLevel: 'all',
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      logSeverityLevel: 3,
      ...options,
    });
  } catch (error) {
    const { message } = error as Error;
    const absent = ABSENT.find(([pattern]) => pattern.test(message));
    if (absent) throw new EngineError(engine, 'absent', absent[1], providerRemedy[provider]);
    throw engineFailure(engine, error);
  }
}

/** How ONNX Runtime says that a provider cannot be had, and what that means. */
const ABSENT: readonly (readonly [RegExp, string])[] = [
  [/WebGPU adapter|supported adapters|WebGPU device/i, 'finds no device for WebGPU'],
  [
    /Failed to load shared library|providers_cuda|providers_shared/i,
    'finds no CUDA provider of ONNX Runtime, or not the CUDA libraries that it needs',
  ],
  [/no CUDA-capable device|CUDA driver version|CUDA failure (35|100)\b/i, 'finds no NVIDIA card, or no driver for it'],
];
