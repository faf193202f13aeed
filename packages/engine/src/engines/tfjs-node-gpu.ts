import { entry, noOptions } from '@minebench/core';
import { cudaDevice } from '../runtime/device-names.ts';
import { tfjsNodeEngine } from '../runtime/tfjs-node.ts';

export const tfjsNodeGpu = entry({
  id: 'tfjs:node-gpu',
  summary: 'TensorFlow.js, operation by operation, in the native TensorFlow library on an NVIDIA card',
  options: noOptions,
  create: () =>
    tfjsNodeEngine('tfjs:node-gpu', '@tensorflow/tfjs-node-gpu', {
      requires: 'Node 20.19 to 22, Linux x86-64, CUDA 11.2 with cuDNN 8.1',
      device: cudaDevice,
    }),
});
