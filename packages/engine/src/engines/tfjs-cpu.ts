import { entry, noOptions } from '@minebench/core';
import { processorName } from '../runtime/device-names.ts';
import { tensorflowEngine } from '../runtime/tensorflow.ts';

export const tfjsCpu = entry({
  id: 'tfjs:cpu',
  summary: 'TensorFlow.js, operation by operation, in plain JavaScript',
  options: noOptions,
  create: () => tensorflowEngine('tfjs:cpu', { backend: 'cpu', device: processorName }),
});
