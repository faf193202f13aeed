import { entry, noOptions } from '@minebench/core';
import { tensorflowEngine } from '../runtime/tensorflow.ts';

export const tfjsCpu = entry({
  id: 'tfjs:cpu',
  summary: 'TensorFlow.js, operation by operation, in plain JavaScript',
  options: noOptions,
  create: () => tensorflowEngine('tfjs:cpu', { backend: 'cpu' }),
});
