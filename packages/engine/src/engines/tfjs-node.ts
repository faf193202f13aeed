import { entry, noOptions } from '@minebench/core';
import { processorName } from '../runtime/device-names.ts';
import { tfjsNodeEngine } from '../runtime/tfjs-node.ts';

export const tfjsNode = entry({
  id: 'tfjs:node',
  summary: 'TensorFlow.js, operation by operation, in the native TensorFlow library on the CPU',
  options: noOptions,
  create: () =>
    tfjsNodeEngine('tfjs:node', '@tensorflow/tfjs-node', {
      requires: 'Node 20.19 to 22, x86-64',
      device: processorName,
    }),
});
