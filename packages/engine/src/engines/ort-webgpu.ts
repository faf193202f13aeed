import { entry, noOptions } from '@minebench/core';
import { onnxRuntimeWebgpuEngine } from '../runtime/onnx-webgpu.ts';

export const ortWebgpu = entry({
  id: 'ort:webgpu',
  summary: 'recorded once as ONNX, run by ONNX Runtime on a GPU through WebGPU',
  options: noOptions,
  create: () => onnxRuntimeWebgpuEngine(),
});
