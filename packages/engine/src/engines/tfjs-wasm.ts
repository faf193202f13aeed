import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { entry, noOptions } from '@minebench/core';
import { processorName } from '../runtime/device-names.ts';
import { tensorflowEngine } from '../runtime/tensorflow.ts';

export const tfjsWasm = entry({
  id: 'tfjs:wasm',
  summary: 'TensorFlow.js, operation by operation, in WebAssembly (one thread)',
  options: noOptions,
  create: () => tensorflowEngine('tfjs:wasm', { backend: 'wasm', prepare: loadBackend, device: processorName }),
});

async function loadBackend(): Promise<void> {
  const imported = await import('@tensorflow/tfjs-backend-wasm');
  const wasm = (imported as unknown as { default?: typeof imported }).default ?? imported;
  const folder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
  wasm.setWasmPaths(`${folder}/`);
  wasm.setThreadsCount(1);
}
