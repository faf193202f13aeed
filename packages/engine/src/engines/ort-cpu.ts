import { entry, noOptions } from '@minebench/core';
import { onnxRuntimeEngine } from '../runtime/onnx-runtime.ts';

export const ortCpu = entry({
  id: 'ort:cpu',
  summary: 'recorded once as ONNX, run natively by ONNX Runtime on the CPU (default)',
  options: noOptions,
  create: () => onnxRuntimeEngine(),
});
