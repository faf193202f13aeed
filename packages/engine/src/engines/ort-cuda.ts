import { entry, noOptions } from '@minebench/core';
import { onnxRuntimeCudaEngine } from '../runtime/onnx-runtime.ts';

export const ortCuda = entry({
  id: 'ort:cuda',
  summary: 'recorded once as ONNX, run by ONNX Runtime on an NVIDIA card',
  options: noOptions,
  create: () => onnxRuntimeCudaEngine(),
});
